#ifndef TUMEN_TOML_H
#define TUMEN_TOML_H
/// Version of toml++ that this face was compiled against, as "major.minor.patch".
const char *tumen_toml_version(void);
#endif
