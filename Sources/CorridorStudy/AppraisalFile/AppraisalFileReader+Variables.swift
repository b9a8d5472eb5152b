import Numerics
import ProjectAppraisal
import Tables

extension AppraisalFileReader {
  /// `[[variable]]` and `[[correlation]]`.
  func readVariables(_ root: TOMLTable, _ file: inout AppraisalFile) {
    for table in root.tables("variable") {
      guard let name = table.text("driver") else { continue }
      let known = file.streams.map(\.id) + ["discount_rate"]
      let target: AppraisalVariable.Target = name == "discount_rate" ? .discountRate : .stream(name)
      if !known.contains(name) {
        table.fault(
          "driver",
          found: "'\(name)'",
          expected: "the id of a stream, or discount_rate"
            + NearestName.hint(for: name, among: known)
        )
      } else if file.variables.contains(where: { $0.target == target }) {
        table.fault("driver", found: "'\(name)' again", expected: "every driver once")
      }
      guard let distribution = DistributionReader.read(table) else { continue }
      if target == .discountRate, distribution.quantile(1e-9) <= -1 {
        table.fault("distribution", found: distribution.text, expected: "rates above -1")
        continue
      }
      file.variables.append(AppraisalVariable(target: target, distribution: distribution))
    }
    let names = file.variables.map(\.name)
    for table in root.tables("correlation") {
      let rank = table.number("rank", in: -1...1)
      guard let between = table.texts("between") else { continue }
      let places = between.compactMap { names.firstIndex(of: $0) }
      guard between.count == 2, places.count == 2, places[0] != places[1] else {
        table.fault(
          "between",
          found: between.joined(separator: ", "),
          expected: "the drivers of two different [[variable]]s"
        )
        continue
      }
      guard let rank else { continue }
      file.correlations.append((places[0], places[1], rank))
      if RankCorrelations(dimensions: names.count, pairs: file.correlations) == nil {
        table.fault(
          "rank",
          found: "\(rank), which contradicts the correlations before it",
          expected: "a correlation that some joint distribution has together with these"
        )
        file.correlations.removeLast()
      }
    }
  }
}
