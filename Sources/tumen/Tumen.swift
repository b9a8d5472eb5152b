import CorridorStudy
import Foundation
import Tables

@main
struct Tumen {
  static func main() {
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    do {
      let (study, _) = try Study.load(folder)
      var options = RunOptions()
      options.threads = Int(CommandLine.arguments[3]) ?? 2
      options.draws = Int(CommandLine.arguments[4]) ?? 100
      let start = Date()
      let result = try StudyRun.appraise(study, options: options, version: "0.1.0") { p in
        if p.share == 0 || p.share == 1 { FileHandle.standardError.write(Data("\(p.stage) \(p.share) \(Date().timeIntervalSince(start))\n".utf8)) }
      }
      try AtomicFile.write(JSONText.data(result), to: URL(fileURLWithPath: CommandLine.arguments[2]))
    } catch { print(error) }
  }
}
