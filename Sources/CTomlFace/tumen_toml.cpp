#include <toml++/toml.h>
#define TUMEN_TEXT2(x) #x
#define TUMEN_TEXT(x) TUMEN_TEXT2(x)
extern "C" const char *tumen_toml_version(void) {
  return TUMEN_TEXT(TOML_LIB_MAJOR) "." TUMEN_TEXT(TOML_LIB_MINOR) "." TUMEN_TEXT(TOML_LIB_PATCH);
}
