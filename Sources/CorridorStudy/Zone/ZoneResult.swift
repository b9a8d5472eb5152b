import Numerics
import Tables
import TradePolicy

/// A zone: how well it is met in the years observed, and what its closure cost.
public struct ZoneResult: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Modelled beside observed.
  public var backTest: [ZoneCheck]
  /// Mean absolute error of predicted yearly outputs, per cent of what was observed.
  public var meanAbsoluteErrorPercent: Double
  /// Output of all years observed together: modelled and observed, USD million.
  public var totalModelledUSDMillion: Double
  /// Output observed in the same years, USD million.
  public var totalObservedUSDMillion: Double
  /// Growth of output a worker that was fitted, per cent a year.
  public var productivityGrowthPercent: Double
  /// What the zone would have made in the first year after the last observed had it stayed open, USD
  /// million: the cost of its closure in output.
  public var closureOutputUSDMillion: Double
  /// The same in pay above what workers would earn elsewhere, levies and firms' earnings.
  public var closureIncomeUSDMillion: Double
  /// Years by project, each under each scenario.
  public var projections: [ZoneProjection]
  /// What a reader should know.
  public var comments: [String]
}

/// Modelled beside observed.
public struct ZoneCheck: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// What was observed.
  public var measure: String
  /// `calibration` or `prediction`.
  public var use: String
  /// Observed.
  public var observed: Double
  /// Modelled.
  public var modelled: Double
  /// Modelled over observed less one, per cent.
  public var errorPercent: Double
  /// Source ids.
  public var source: String
}

/// A zone of one size under one scenario.
public struct ZoneProjection: Codable, Sendable, Equatable {
  /// Project that builds it.
  public var project: String
  /// Scenario.
  public var scenario: String
  /// Years, rising.
  public var years: [ZoneYear]
}

/// A zone in one year.
public struct ZoneYear: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// Workers.
  public var workers: Double
  /// Output, USD million at constant prices.
  public var outputUSDMillion: Double
  /// Pay, USD million.
  public var wagesUSDMillion: Double
  /// Firms, workers and state together above the alternative, USD million.
  public var gainUSDMillion: Double
}

extension ZoneModel {
  /// Share of a year in which measures let goods of the zone go both ways; where nobody knows when
  /// they end, what is expected.
  static func openShare(
    _ zone: SpecialZone,
    _ study: Study,
    _ setting: PolicySetting,
    year: Int
  )
    -> Double
  {
    let gone = setting.liftedShare(year)
    guard gone < 1 else { return 1 }
    let book = study.policy.inForce(in: year)
    let allowed =
      [(zone.host, zone.market), (zone.market, zone.host)].map { from, to in
        book.treatment(
          of: .init(origin: from, destination: to, commodity: zone.commodity),
          year: year,
          regime: .asAdopted
        ).allowed
      }.min() ?? 1
    return gone + (1 - gone) * allowed
  }

  /// Modelled beside observed, in order of measure and year.
  public func backTest() -> [ZoneCheck] {
    zone.observed.sorted { ($0.measure.rawValue, $0.year) < ($1.measure.rawValue, $1.year) }
      .compactMap { seen in
        let modelled: Double
        switch seen.measure {
        case .output: modelled = output(seen.year)
        case .workers: modelled = workers(seen.year)
        case .minimumWage: modelled = minimumWage(seen.year)
        case .averageWage: modelled = averageWage(seen.year)
        case .openShare: return nil
        }
        return ZoneCheck(
          year: seen.year,
          measure: seen.measure.rawValue,
          use: seen.use.rawValue,
          observed: seen.value,
          modelled: modelled,
          errorPercent: seen.value > 0 ? 100 * (modelled / seen.value - 1) : 0,
          source: seen.source
        )
      }
  }

  /// All that is told of the zone.
  func result(_ study: Study) -> ZoneResult {
    let checks = backTest()
    let outputs = checks.filter { $0.measure == ZoneObservation.Measure.output.rawValue }
    let predicted = outputs.filter { $0.use == TrafficObservation.Use.prediction.rawValue }
    let last = observedYears.upperBound
    let settings = study.settings
    // Everything goes with the workers, who come at the yearly intake after an opening.
    let open = years(
      (last + 1)...(last + 1),
      opening: Double(last + 1),
      room: workers(last),
      open: { _ in 1 }
    ).last
    var comments = [
      "Workers follow a logistic curve and output a worker an exponential trend, fitted to the years "
        + "marked calibration; the other years are predicted."
    ]
    if let worst = predicted.max(by: { abs($0.errorPercent) < abs($1.errorPercent) }) {
      comments.append(
        "The largest miss is \(worst.year): \((worst.errorPercent * 10).rounded() / 10) %."
          + (worst.year == observedYears.lowerBound
            ? " In its first year the zone worked for a part of the year with new people." : "")
      )
    }
    return ZoneResult(
      id: zone.id,
      name: zone.name,
      description: zone.description,
      backTest: checks,
      meanAbsoluteErrorPercent: predicted.isEmpty
        ? 0 : Series.sum(predicted.map { abs($0.errorPercent) }) / Double(predicted.count),
      totalModelledUSDMillion: Series.sum(outputs.map(\.modelled)),
      totalObservedUSDMillion: Series.sum(outputs.map(\.observed)),
      productivityGrowthPercent: 100 * productivityGrowth,
      closureOutputUSDMillion: outputPerWorker(last) * workers(last) * zone.customs.access / 1e6,
      closureIncomeUSDMillion: open.map {
        let scale = $0.workers > 0 ? workers(last) / $0.workers : 0
        return scale * $0.valueAddedAboveAlternative
      } ?? 0,
      projections: study.projects.filter { $0.zone?.id == zone.id }.flatMap { project in
        settings.scenarios.map { scenario in
          ZoneProjection(
            project: project.id,
            scenario: scenario.id,
            years: projection(project, study, scenario.policy).map {
              ZoneYear(
                year: $0.year,
                workers: $0.workers,
                outputUSDMillion: $0.outputUSDMillion,
                wagesUSDMillion: $0.wagesUSDMillion,
                gainUSDMillion: $0.valueAddedAboveAlternative
              )
            }
          )
        }
      },
      comments: comments
    )
  }

  /// Years of a project's zone over the horizon of the study.
  func projection(
    _ project: Project,
    _ study: Study,
    _ setting: PolicySetting,
    delay: Double = 0
  ) -> [Year] {
    years(
      study.settings.firstYear...study.settings.lastYear,
      opening: project.opening.yearFraction + delay,
      room: project.zone?.workers ?? 0,
      open: { Self.openShare(zone, study, setting, year: $0) }
    )
  }
}
