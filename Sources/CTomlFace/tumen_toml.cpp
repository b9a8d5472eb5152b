#define TOML_EXCEPTIONS 0
#include "tumen_toml.h"

#include <iterator>
#include <string>
#include <string_view>
#include <toml++/toml.h>

struct tumen_toml_document {
  toml::parse_result result;
  std::string message;
};

namespace {
const toml::node &as_node(const void *node) { return *static_cast<const toml::node *>(node); }
}

tumen_toml_document *tumen_toml_parse(const char *text, int64_t length) {
  auto *document = new tumen_toml_document{
      toml::parse(std::string_view(text, static_cast<size_t>(length))), {}};
  if (document->result.failed())
    document->message = std::string(document->result.error().description());
  return document;
}

void tumen_toml_free(tumen_toml_document *document) { delete document; }

const char *tumen_toml_error(const tumen_toml_document *document) {
  return document->result.failed() ? document->message.c_str() : nullptr;
}

int32_t tumen_toml_error_line(const tumen_toml_document *document) {
  return static_cast<int32_t>(document->result.error().source().begin.line);
}

int32_t tumen_toml_error_column(const tumen_toml_document *document) {
  return static_cast<int32_t>(document->result.error().source().begin.column);
}

const void *tumen_toml_root(const tumen_toml_document *document) {
  return static_cast<const toml::node *>(&document->result.table());
}

int32_t tumen_toml_kind(const void *node) {
  switch (as_node(node).type()) {
    case toml::node_type::table: return TUMEN_TOML_TABLE;
    case toml::node_type::array: return TUMEN_TOML_ARRAY;
    case toml::node_type::string: return TUMEN_TOML_STRING;
    case toml::node_type::integer: return TUMEN_TOML_INTEGER;
    case toml::node_type::floating_point: return TUMEN_TOML_FLOAT;
    case toml::node_type::boolean: return TUMEN_TOML_BOOLEAN;
    case toml::node_type::date: return TUMEN_TOML_DATE;
    default: return TUMEN_TOML_OTHER;
  }
}

int32_t tumen_toml_line(const void *node) {
  return static_cast<int32_t>(as_node(node).source().begin.line);
}

int32_t tumen_toml_column(const void *node) {
  return static_cast<int32_t>(as_node(node).source().begin.column);
}

int64_t tumen_toml_count(const void *node) {
  if (const auto *table = as_node(node).as_table()) return static_cast<int64_t>(table->size());
  if (const auto *array = as_node(node).as_array()) return static_cast<int64_t>(array->size());
  return 0;
}

const char *tumen_toml_key(const void *node, int64_t index, int64_t *length) {
  auto entry = as_node(node).as_table()->begin();
  std::advance(entry, index);
  const std::string_view key = (*entry).first.str();
  *length = static_cast<int64_t>(key.size());
  return key.data();
}

const void *tumen_toml_entry(const void *node, int64_t index) {
  if (const auto *array = as_node(node).as_array())
    return static_cast<const toml::node *>(array->get(static_cast<size_t>(index)));
  auto entry = as_node(node).as_table()->begin();
  std::advance(entry, index);
  return static_cast<const toml::node *>(&(*entry).second);
}

const char *tumen_toml_string(const void *node, int64_t *length) {
  const std::string &text = as_node(node).as_string()->get();
  *length = static_cast<int64_t>(text.size());
  return text.data();
}

int64_t tumen_toml_integer(const void *node) {
  if (const auto *flag = as_node(node).as_boolean()) return flag->get() ? 1 : 0;
  return as_node(node).as_integer()->get();
}

double tumen_toml_float(const void *node) { return as_node(node).as_floating_point()->get(); }

int32_t tumen_toml_date(const void *node) {
  const toml::date date = as_node(node).as_date()->get();
  return static_cast<int32_t>(date.year) * 10000 + static_cast<int32_t>(date.month) * 100 +
         static_cast<int32_t>(date.day);
}
