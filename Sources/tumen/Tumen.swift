import CorridorStudy
import Foundation
import Tables

@main
struct Tumen {
  static func main() {
    let folder = URL(fileURLWithPath: CommandLine.arguments.last ?? ".")
    do {
      let (study, warnings) = try Study.load(folder)
      print(study.regions.count, study.trade.count, study.network.links.count, warnings.count, study.digest)
      try Probe.run(study)
    } catch { print(error) }
  }
}
