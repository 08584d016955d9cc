// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
  debrief::app::Config config;
  config.data = debrief::app::default_data_directory();
  for (int i = 2; i < argc; ++i) {
    if (std::strcmp(argv[i], "--data") == 0) config.data = argv[++i];
    else if (std::strcmp(argv[i], "--database") == 0) config.database = argv[++i];
    else if (std::strcmp(argv[i], "--demo") == 0) config.demo = true;
    else if (std::strcmp(argv[i], "--listen") == 0) { std::string l = argv[++i]; config.host = l.substr(0, l.rfind(':')); config.port = static_cast<std::uint16_t>(std::stoi(l.substr(l.rfind(':') + 1))); }
  }
  const auto done = debrief::app::serve(config);
  if (!done) { std::fprintf(stderr, "%s\n", done.error().message.c_str()); return 2; }
  return 0;
}
