// SPDX-License-Identifier: Apache-2.0
#include "append_reference.hpp"

#include "figures.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace debrief::bench {

double appends_per_second(const std::filesystem::path& directory, double seconds) {
  const std::filesystem::path file = directory / "reference";
  const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_TRUNC | O_CLOEXEC, 0600);
  std::array<char, 4096> fact{};
  fact.fill('x');
  const double start = now_seconds();
  std::size_t count = 0;
  bool well = descriptor >= 0;
  while (well && now_seconds() - start < seconds) {
    well = ::write(descriptor, fact.data(), fact.size()) == static_cast<ssize_t>(fact.size()) &&
           ::fdatasync(descriptor) == 0;
    ++count;
  }
  const int error = errno;
  const double took = now_seconds() - start;
  ::close(descriptor);
  std::filesystem::remove(file);
  if (!well) throw std::system_error(error, std::generic_category(), file.string());
  return static_cast<double>(count) / took;
}

}  // namespace debrief::bench
