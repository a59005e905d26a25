// The hash is always the same, and everything in the input counts.
#include <palpate/base/hash.h>

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <span>
#include <string>

namespace palpate::test {
namespace {

TEST(Hash, IsXxh3) {
  // The published value for no bytes and seed 0: cache keys of one version hold for the next.
  EXPECT_EQ(hash_text(""), 0x2D06800538D394C2ull);
}

TEST(Hash, OfTextIsThatOfItsBytes) {
  std::mt19937_64 random(1);
  for (const std::size_t length : {0u, 1u, 3u, 8u, 16u, 17u, 128u, 240u, 241u, 5000u}) {
    std::string text(length, ' ');
    for (char& c : text) c = static_cast<char>(random());
    for (const std::uint64_t seed : {0ull, 1ull, 0xFFFFFFFFFFFFFFFFull}) {
      EXPECT_EQ(hash_text(text, seed), hash_bytes(std::as_bytes(std::span(text)), seed)) << length;
      EXPECT_EQ(hash_text(text, seed), hash_text(std::string(text), seed)) << length;
    }
  }
}

TEST(Hash, ChangesWithEveryBitAndWithTheSeed) {
  for (const std::size_t length : {1u, 4u, 13u, 64u, 200u, 300u, 2000u}) {
    std::string text(length, '\x5a');
    std::set<std::uint64_t> seen = {hash_text(text)};
    for (std::size_t bit = 0; bit < 8 * length; ++bit) {
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << (bit % 8)));
      EXPECT_TRUE(seen.insert(hash_text(text)).second) << "bit " << bit << " of " << length << " bytes";
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << (bit % 8)));
    }
    for (std::uint64_t seed = 1; seed < 50; ++seed) EXPECT_TRUE(seen.insert(hash_text(text, seed)).second);
  }
}

TEST(Hash, ChangesWithTheLength) {
  std::set<std::uint64_t> seen;
  const std::string zeros(1000, '\0');
  for (std::size_t length = 0; length <= zeros.size(); ++length) {
    EXPECT_TRUE(seen.insert(hash_text(std::string_view(zeros).substr(0, length))).second) << length;
  }
}

}  // namespace
}  // namespace palpate::test
