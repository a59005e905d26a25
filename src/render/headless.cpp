#include <palpate/render/headless.h>

#include <epoxy/egl.h>

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace palpate {
namespace {

bool has_extension(const char* list, std::string_view name) {
  return list != nullptr && std::string_view(list).find(name) != std::string_view::npos;
}

// A surfaceless display needs no hardware; the default one may be a graphics card's.
EGLDisplay open_display() {
  const char* client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  if (has_extension(client, "EGL_EXT_platform_device") && has_extension(client, "EGL_EXT_device_enumeration")) {
    std::array<EGLDeviceEXT, 8> devices{};
    EGLint count = 0;
    if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
      for (EGLint i = 0; i < count; ++i) {
        const EGLDisplay display =
            eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr);
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
      }
    }
  }
  if (has_extension(client, "EGL_MESA_platform_surfaceless")) {
    const EGLDisplay display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
  }
  const EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
  if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
  return EGL_NO_DISPLAY;
}

}  // namespace

Result<std::unique_ptr<HeadlessContext>> HeadlessContext::create() {
  const auto fail = [](std::string what) {
    return Error{std::move(what), "EGL",
                 "Install Mesa's EGL and software driver (libegl1 and libgl1-mesa-dri on Debian)"};
  };
  const EGLDisplay display = open_display();
  if (display == EGL_NO_DISPLAY) return fail("no display could be opened to draw without a window");
  if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) return fail("this system's EGL has no desktop OpenGL");
  constexpr EGLint attributes[] = {
      EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
      EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
  const EGLContext context = eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes);
  if (context == EGL_NO_CONTEXT)
    return fail(fmt::format("no OpenGL 3.3 context could be made (EGL error 0x{:x})", eglGetError()));
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE) {
    eglDestroyContext(display, context);
    return fail("the OpenGL context cannot be used without a window");
  }
  std::unique_ptr<HeadlessContext> made(new HeadlessContext());
  made->display_ = display;
  made->context_ = context;
  return made;
}

HeadlessContext::~HeadlessContext() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

}  // namespace palpate
