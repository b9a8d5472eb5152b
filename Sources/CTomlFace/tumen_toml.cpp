#include "tumen_toml.h"

#include <exception>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

// The parser checks its own preconditions by assertions, and some broken files violate them
// ("[[[a]]", "[&"; toml++ 3.3 and 3.4). An assertion here throws, whatever the build, and the file
// is told as broken; it neither stops the program nor goes on with undefined behaviour.
namespace tumen {
struct violated_precondition {};
[[noreturn]] inline void violated() { throw violated_precondition{}; }
}
#undef NDEBUG
#define TOML_ASSERT(expression) (static_cast<bool>(expression) ? void(0) : ::tumen::violated())
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

struct tumen_toml_document {
  toml::table table;
  std::optional<std::string> message;
  int32_t line = 1;
  int32_t column = 1;
};

namespace {
const toml::node &as_node(const void *node) { return *static_cast<const toml::node *>(node); }

bool violates(std::string_view text) {
  try {
    static_cast<void>(toml::parse(text));
  } catch (const tumen::violated_precondition &) {
    return true;
  } catch (const std::exception &) {
  }
  return false;
}

/// Finds the first character with which the text violates a precondition. The parser reads
/// forward, so that all longer texts do so too: a binary search finds it.
void find_violation(std::string_view text, int32_t &line, int32_t &column) {
  std::string_view::size_type low = 0, high = text.size();
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (violates(text.substr(0, middle)))
      high = middle;
    else
      low = middle + 1;
  }
  line = 1;
  column = 1;
  for (std::string_view::size_type place = 0; place + 1 < low; ++place) {
    ++column;
    if (text[place] == '\n') {
      ++line;
      column = 1;
    }
  }
}
}

tumen_toml_document *tumen_toml_parse(const char *text, int64_t length) {
  auto *document = new tumen_toml_document{};
  const std::string_view view(text, static_cast<size_t>(length));
  try {
    document->table = toml::parse(view);
  } catch (const toml::parse_error &error) {
    document->message = std::string(error.description());
    document->line = static_cast<int32_t>(error.source().begin.line);
    document->column = static_cast<int32_t>(error.source().begin.column);
  } catch (const tumen::violated_precondition &) {
    document->message = "a character that cannot stand here";
    find_violation(view, document->line, document->column);
  } catch (const std::exception &error) {
    document->message = error.what();
  }
  return document;
}

void tumen_toml_free(tumen_toml_document *document) { delete document; }

const char *tumen_toml_error(const tumen_toml_document *document) {
  return document->message ? document->message->c_str() : nullptr;
}

int32_t tumen_toml_error_line(const tumen_toml_document *document) { return document->line; }

int32_t tumen_toml_error_column(const tumen_toml_document *document) { return document->column; }

const void *tumen_toml_root(const tumen_toml_document *document) {
  return static_cast<const toml::node *>(&document->table);
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
