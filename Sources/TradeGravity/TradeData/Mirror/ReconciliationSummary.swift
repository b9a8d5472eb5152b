/// What a reconciliation did, in figures.
public struct ReconciliationSummary: Sendable, Codable, Equatable {
  /// A reporter.
  public struct Reporter: Sendable, Codable, Equatable {
    /// Country.
    public var country: String
    /// Standard deviation of the log error of its reports.
    public var deviation: Double
    /// Flows that it and a partner both report.
    public var pairs: Int
    /// Weight of its figure beside one of the typical reporter, 0 to 1.
    public var weight: Double
  }

  /// The rate between importers' and exporters' values.
  public struct Freight: Sendable, Codable, Equatable {
    /// `regression`, or `constant` where distances or pairs are missing or a rate is given.
    public var method: String
    /// Rate of the flow in the middle.
    public var medianRate: Double
    /// Flows that the regression used.
    public var pairs: Int
    /// Pairs that it could not use, their distance not being known.
    public var pairsWithoutDistance: Int
    /// Coefficients.
    public var terms: [FreightRate.Term]
  }

  /// Flows in all.
  public var flows: Int
  /// Flows that both ends report.
  public var reportedByBoth: Int
  /// Flows that the exporter alone reports.
  public var reportedByExporterOnly: Int
  /// Flows that the importer alone reports.
  public var reportedByImporterOnly: Int
  /// Rows that were one figure already, left as they are.
  public var rowsLeftAsTheyAre: Int
  /// Sum of exporters' values, USD.
  public var exporterValueUSD: Double
  /// Sum of importers' values, USD, c.i.f.
  public var importerValueUSD: Double
  /// Sum of the reconciled values, USD, f.o.b.
  public var reconciledValueUSD: Double
  /// The rate between importers' and exporters' values.
  public var freight: Freight
  /// Deviation of the typical reporter.
  public var meanDeviation: Double
  /// Reporters, the closest to their partners first; those without a pair left out.
  public var reporters: [Reporter]
  /// Whether all estimates converged (they throw otherwise).
  public var converged: Bool
}

extension MirrorReconciliation {
  /// What it did, in figures.
  public var summary: ReconciliationSummary {
    var exporter = 0.0
    var importer = 0.0
    var reconciled = 0.0
    for flow in 0..<count {
      if !flows.exporterValues[flow].isNaN { exporter += flows.exporterValues[flow] }
      if !flows.importerValues[flow].isNaN { importer += flows.importerValues[flow] }
      reconciled += values[flow]
    }
    let reporters = countries.indices.filter { quality.pairs[$0] > 0 }.map { place in
      ReconciliationSummary.Reporter(
        country: countries[place],
        deviation: quality.deviations[place],
        pairs: quality.pairs[place],
        weight: quality.weightBesideMean(place)
      )
    }.sorted { ($0.deviation, $0.country) < ($1.deviation, $1.country) }
    return ReconciliationSummary(
      flows: count,
      reportedByBoth: sources.filter { $0 == .both }.count,
      reportedByExporterOnly: sources.filter { $0 == .exporterOnly }.count,
      reportedByImporterOnly: sources.filter { $0 == .importerOnly }.count,
      rowsLeftAsTheyAre: otherRows,
      exporterValueUSD: exporter,
      importerValueUSD: importer,
      reconciledValueUSD: reconciled,
      freight: ReconciliationSummary.Freight(
        method: freight.terms.isEmpty ? "constant" : "regression",
        medianRate: freight.medianRate,
        pairs: freight.pairs,
        pairsWithoutDistance: freight.pairsWithoutDistance,
        terms: freight.terms
      ),
      meanDeviation: quality.mean,
      reporters: reporters,
      converged: true
    )
  }
}

extension ReconciliationSummary {
  /// The summary for a terminal.
  ///
  /// - Parameter top: reporters shown at each end of the list.
  /// - Returns: flows, values, the rate and the reporters.
  public func text(top: Int) -> String {
    func count(_ number: Int) -> String { TradeText.grouped(Double(number), decimals: 0) }
    var blocks: [String] = []
    blocks.append(
      TradeText.table(
        ["flows", "number"],
        [
          ["reported by both ends", count(reportedByBoth)],
          ["by the exporter alone", count(reportedByExporterOnly)],
          ["by the importer alone", count(reportedByImporterOnly)],
          ["one figure already, left as it is (rows)", count(rowsLeftAsTheyAre)],
        ]
      )
    )
    blocks.append(
      TradeText.table(
        ["value", "USD m"],
        [
          ["exporters' reports, f.o.b.", TradeText.millions(exporterValueUSD)],
          ["importers' reports, c.i.f.", TradeText.millions(importerValueUSD)],
          ["reconciled, f.o.b.", TradeText.millions(reconciledValueUSD)],
        ]
      )
    )
    if reportedByBoth == 0 {
      blocks.append("No flow is reported by both ends: there was nothing to reconcile.")
    }
    let rate = TradeText.percent(freight.medianRate)
    if freight.method == "regression" {
      blocks.append(
        "c.i.f. over f.o.b.: \(rate) in the middle, from \(count(freight.pairs)) pairs of reports\n"
          + TradeText.table(
            ["ln(c.i.f./f.o.b.)", "estimate", "standard error"],
            freight.terms.map {
              [
                $0.name, TradeText.grouped($0.estimate, decimals: 4),
                TradeText.grouped($0.standardError, decimals: 4),
              ]
            }
          )
      )
    } else {
      blocks.append("c.i.f. over f.o.b.: \(rate) for every flow")
    }
    if !reporters.isEmpty {
      let shown =
        reporters.count > 2 * top
        ? Array(reporters.prefix(top)) + Array(reporters.suffix(top)) : reporters
      var lines = TradeText.table(
        ["reporter", "deviation of ln", "pairs", "weight beside the typical one"],
        shown.map {
          [
            $0.country, TradeText.grouped($0.deviation, decimals: 3), count($0.pairs),
            TradeText.grouped($0.weight, decimals: 3),
          ]
        }
      )
      if reporters.count > shown.count {
        lines +=
          "\n(the \(top) closest to their partners and the \(top) farthest, of "
          + "\(reporters.count))"
      }
      blocks.append(lines)
    }
    return blocks.joined(separator: "\n\n")
  }
}
