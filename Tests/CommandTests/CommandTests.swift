import Fixtures
import Foundation
import Testing

/// Runs the built program.
struct Program {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program beside the tests' own.
  static var url: URL? {
    let candidates = [
      Bundle.main.bundleURL.appendingPathComponent("tumen"),
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("tumen"), root.appendingPathComponent(".build/release/tumen"),
    ]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  static func run(
    _ arguments: String...,
    in folder: URL = root
  ) throws -> (
    status: Int32, out: String, err: String
  ) {
    try run(all: arguments, in: folder)
  }

  static func run(
    all arguments: [String],
    in folder: URL = root
  ) throws -> (
    status: Int32, out: String, err: String
  ) {
    try runProgram(
      try #require(url, "build the program first: make build"),
      arguments,
      in: folder,
      environment: ["TUMEN_ASSETS": root.appendingPathComponent(".web").path]
    )
  }
}

@Suite("The program")
struct CommandTests {
  @Test("Help and version end well and say what there is")
  func help() throws {
    let help = try Program.run("--help")
    #expect(help.status == 0)
    for command in ["appraise", "check", "new", "completions"] {
      #expect(help.out.contains(command))
      let own = try Program.run("help", command)
      #expect(own.status == 0 && own.out.contains("usage: tumen \(command)"))
    }
    #expect(try Program.run("--version").out.hasPrefix("tumen "))
  }

  @Test("A wrong call ends with 2 and says what was probably meant")
  func wrongCall() throws {
    let command = try Program.run("aprraise", "x")
    #expect(command.status == 2 && command.err.contains("did you mean 'appraise'"))
    let option = try Program.run("appraise", "x", "--draw", "3")
    #expect(option.status == 2 && option.err.contains("did you mean '--draws'"))
    #expect(try Program.run("appraise").status == 2)
    #expect(try Program.run("appraise", "x", "--draws", "many").status == 2)
    #expect(try Program.run("completions", "tcsh").status == 2)
  }

  @Test("Completions for three shells", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let made = try Program.run("completions", shell)
    #expect(made.status == 0 && made.out.contains("appraise"))
  }

  @Test("A study that is not there ends with 1")
  func noStudy() throws {
    #expect(try Program.run("check", "/nowhere").status == 1)
    #expect(try Program.run("appraise", "/nowhere").status == 1)
  }

  @Test("A new study checks and runs, and is never overwritten")
  func newStudy() throws {
    let folder = try ScratchFolder.make()
    #expect(try Program.run("new", "mine", in: folder).status == 0)
    #expect(try Program.run("new", "mine", in: folder).status == 2)
    let check = try Program.run("check", "mine", in: folder)
    #expect(check.status == 0, "\(check.err)")
    let run = try Program.run("appraise", "mine", "--draws", "20", "--threads", "2", in: folder)
    #expect(run.status == 0, "\(run.err)")
    #expect(run.out.contains("Worth (ENPV)"))
    #expect(run.err.isEmpty, "\(run.err)")
    let first = folder.appendingPathComponent("out/mine/north-line/results.json")
    let two = try Data(contentsOf: first)
    let again = try Program.run(
      "appraise",
      "mine",
      "--draws",
      "20",
      "--threads",
      "1",
      "--json",
      in: folder
    )
    #expect(again.status == 0 && again.out.contains("\"enpvUSDMillion\""))
    #expect(try Data(contentsOf: first) == two)
    let unknown = try Program.run("appraise", "mine", "--project", "south-line", in: folder)
    #expect(unknown.status == 2 && unknown.err.contains("north-line"))
  }
}
