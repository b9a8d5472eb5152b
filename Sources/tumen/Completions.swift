/// Completions for shells, made from the commands.
enum Completions {
  /// Script for a shell; `nil` where the shell is not known.
  static func script(_ shell: String) -> String? {
    let names = Command.all.map(\.name).joined(separator: " ")
    switch shell {
    case "bash":
      var cases = ""
      for command in Command.all where !command.options.isEmpty {
        cases +=
          "    \(command.name)) words=\"\(command.options.map(\.name).joined(separator: " "))\" ;;\n"
      }
      return """
        _tumen() {
          local current="${COMP_WORDS[COMP_CWORD]}" words=""
          if [ "$COMP_CWORD" = 1 ]; then
            words="\(names) --version --help"
          else
            case "${COMP_WORDS[1]}" in
        \(cases)        help) words="\(names)" ;;
              completions) words="bash zsh fish" ;;
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
        cases +=
          "    \(command.name)) _arguments \(options.joined(separator: " ")) '*:study:_files -/' ;;\n"
      }
      let described = Command.all.map { "'\($0.name):\($0.summary)'" }.joined(separator: " ")
      return """
        #compdef tumen
        _tumen() {
          if (( CURRENT == 2 )); then
            local -a commands; commands=(\(described)); _describe command commands
          else
            case "${words[2]}" in
        \(cases)        help) compadd \(names) ;;
              completions) compadd bash zsh fish ;;
            esac
          fi
        }
        compdef _tumen tumen
        """
    case "fish":
      var lines = ["complete -c tumen -f"]
      for command in Command.all {
        lines.append(
          "complete -c tumen -n __fish_use_subcommand -a \(command.name) -d '\(command.summary)'"
        )
        for option in command.options {
          lines.append(
            "complete -c tumen -n '__fish_seen_subcommand_from \(command.name)' -l "
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
}
