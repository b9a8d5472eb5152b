/// A C face for toml++ (a C++ header library), so that Swift can read TOML with the line and column
/// of every value without C++ interoperability in the modules above.
#ifndef TUMEN_TOML_H
#define TUMEN_TOML_H
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/// A parsed document; owns every node.
typedef struct tumen_toml_document tumen_toml_document;

/// Kinds of nodes.
enum {
  TUMEN_TOML_TABLE = 1,
  TUMEN_TOML_ARRAY = 2,
  TUMEN_TOML_STRING = 3,
  TUMEN_TOML_INTEGER = 4,
  TUMEN_TOML_FLOAT = 5,
  TUMEN_TOML_BOOLEAN = 6,
  TUMEN_TOML_DATE = 7,
  TUMEN_TOML_OTHER = 8
};

/// Parses text. Never null; ask `tumen_toml_error` whether it worked.
tumen_toml_document *tumen_toml_parse(const char *text, int64_t length);
/// Frees a document and its nodes.
void tumen_toml_free(tumen_toml_document *document);
/// Message of the syntax error, or null.
const char *tumen_toml_error(const tumen_toml_document *document);
/// Line of the syntax error.
int32_t tumen_toml_error_line(const tumen_toml_document *document);
/// Column of the syntax error.
int32_t tumen_toml_error_column(const tumen_toml_document *document);
/// The root table.
const void *tumen_toml_root(const tumen_toml_document *document);

/// Kind of a node.
int32_t tumen_toml_kind(const void *node);
/// Line of a node.
int32_t tumen_toml_line(const void *node);
/// Column of a node.
int32_t tumen_toml_column(const void *node);
/// Number of entries of a table or an array.
int64_t tumen_toml_count(const void *node);
/// Key of entry `index` of a table; `length` gets its bytes.
const char *tumen_toml_key(const void *node, int64_t index, int64_t *length);
/// Entry `index` of a table or an array.
const void *tumen_toml_entry(const void *node, int64_t index);
/// Text of a string; `length` gets its bytes.
const char *tumen_toml_string(const void *node, int64_t *length);
/// Value of an integer or a boolean.
int64_t tumen_toml_integer(const void *node);
/// Value of a float.
double tumen_toml_float(const void *node);
/// Year × 10000 + month × 100 + day of a date.
int32_t tumen_toml_date(const void *node);

#ifdef __cplusplus
}
#endif
#endif
