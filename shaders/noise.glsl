// Smooth noise from a small repeating volume, about 0..1 with mean 0.5.
uniform sampler3D u_noise;

float noise_at(vec3 p) { return texture(u_noise, p * (1.0 / 32.0)).r; }
