/// Completions for shells, made from the commands.
enum Completions {
  /// Script for a shell; `nil` where the shell is not known.
  static func script(_ shell: String) -> String? {
    let firstWords = Command.all.filter { $0.group == nil }.map(\.name) + Command.groups
    let names = firstWords.joined(separator: " ")
    switch shell {
    case "bash":
      var cases = ""
      for command in Command.all where !command.options.isEmpty {
        let words = command.options.map(\.name).joined(separator: " ")
        cases +=
          "    '\(command.name)'\(command.group == nil ? "\\ *" : "")) words=\"\(words)\" ;;\n"
      }
      for group in Command.groups {
        cases += "    '\(group)'\\ *) words=\"\(secondWords(group))\" ;;\n"
      }
      return """
        _tumen() {
          local current="${COMP_WORDS[COMP_CWORD]}" words=""
          if [ "$COMP_CWORD" = 1 ]; then
            words="\(names) --version --help"
          else
            case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
        \(cases)        help\\ *) words="\(names)" ;;
              completions\\ *) words="bash zsh fish" ;;
            esac
          fi
          COMPREPLY=($(compgen -W "$words" -- "$current"))
          case "$current" in -*) ;; *) COMPREPLY+=($(compgen -d -- "$current")) ;; esac
        }
        complete -F _tumen tumen
        """
    case "zsh":
      var cases = ""
      for command in Command.all where !command.options.isEmpty {
        let options = command.options.map {
          "'\($0.name)[\($0.help)]\($0.value.map { ":\($0):" } ?? "")'"
        }
        let pattern = "'\(command.name)'\(command.group == nil ? "\\ *" : "")"
        cases += "    \(pattern)) _arguments \(options.joined(separator: " ")) '*:file:_files' ;;\n"
      }
      for group in Command.groups {
        cases += "    '\(group)'\\ *) compadd \(secondWords(group)) ;;\n"
      }
      let described = firstWords.map { word in
        let summary =
          Command.all.first { $0.name == word }?.summary ?? "Commands: \(secondWords(word))"
        return "'\(word):\(summary)'"
      }.joined(separator: " ")
      return """
        #compdef tumen
        _tumen() {
          if (( CURRENT == 2 )); then
            local -a commands; commands=(\(described)); _describe command commands
          else
            case "${words[2]} ${words[3]}" in
        \(cases)        help\\ *) compadd \(names) ;;
              completions\\ *) compadd bash zsh fish ;;
            esac
          fi
        }
        compdef _tumen tumen
        """
    case "fish":
      var lines = ["complete -c tumen -f"]
      for group in Command.groups {
        lines.append("complete -c tumen -n __fish_use_subcommand -a \(group)")
      }
      for command in Command.all {
        let words = command.name.split(separator: " ")
        let before = command.group.map { "'__fish_seen_subcommand_from \($0)'" }
        lines.append(
          "complete -c tumen -n \(before ?? "__fish_use_subcommand") -a \(words[words.count - 1]) "
            + "-d '\(command.summary)'"
        )
        let seen = words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
        for option in command.options {
          lines.append(
            "complete -c tumen -n '\(seen)' -l "
              + "\(option.name.dropFirst(2))\(option.value == nil ? "" : " -r") -d '\(option.help)'"
          )
        }
      }
      lines.append(
        "complete -c tumen -n '__fish_seen_subcommand_from appraise check' -a '(__fish_complete_directories)'"
      )
      return lines.joined(separator: "\n")
    default: return nil
    }
  }

  private static func secondWords(_ group: String) -> String {
    Command.inGroup(group).compactMap { $0.name.split(separator: " ").last.map(String.init) }
      .joined(separator: " ")
  }
}
