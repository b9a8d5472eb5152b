import Foundation
import Numerics
import ProjectAppraisal

/// A resource chain worked out.
public struct ResourceResult: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Project that builds it.
  public var project: String?
  /// States compared.
  public var states: [ResourceState]
  /// Extraction paths in the last state.
  public var paths: [ResourcePath]
  /// What the figures say.
  public var comments: [String]
}

/// A chain in one state.
public struct ResourceState: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Output, Mt a year.
  public var throughputMegatonnes: Double
  /// Cost of the last tonne at the market, USD/t.
  public var marginalCostUSDPerTonne: Double
  /// Price at the market, USD/t.
  public var priceUSDPerTonne: Double
  /// Sales less costs, USD million a year.
  public var marginUSDMillion: Double
  /// Where it ends, and why.
  public var verdict: String
  /// Parts of all steps.
  public var parts: [ResourcePart]
}

/// A part of a step.
public struct ResourcePart: Codable, Sendable, Equatable {
  /// Step.
  public var step: String
  /// Name for people.
  public var name: String
  /// Cost, USD/t; of a deposit with the discount for its quality.
  public var costUSDPerTonne: Double
  /// Capacity, Mt a year.
  public var capacityMegatonnes: Double
  /// Used, Mt a year.
  public var usedMegatonnes: Double
  /// What one more tonne of capacity brings a year, USD/t: for one more Mt, USD million a year.
  public var shadowUSDPerTonne: Double
}

/// An extraction path.
public struct ResourcePath: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// First year of `megatonnes`.
  public var firstYear: Int
  /// Output by year, Mt.
  public var megatonnes: [Double]
  /// Extracted in all, Mt.
  public var extractedMegatonnes: Double
  /// Left of what can be got out, Mt.
  public var leftMegatonnes: Double
  /// Last year with output.
  public var lastYear: Int
  /// Present value of margins in the first year, USD million.
  public var presentValueUSDMillion: Double
}

extension ResourceChain {
  /// Everything told of it.
  public func result() -> ResourceResult {
    let names = ["Mine"] + steps.map(\.name)
    let found = states.map { state -> ResourceState in
      let flow = flow(in: state)
      let parts = parts(in: state)
      let verdict =
        flow.bottleneck.map {
          "It ends for want of room at: \(names[$0]); one more tonne there is worth USD "
            + "\(Self.one(priceUSDPerTonne - flow.marginalCostUSDPerTonne))."
        }
        ?? (flow.throughputMegatonnes > 0
          ? "It ends where the next tonne costs more than it sells for."
          : "No tonne sells for what it costs.")
      return ResourceState(
        name: state.name,
        throughputMegatonnes: flow.throughputMegatonnes,
        marginalCostUSDPerTonne: flow.marginalCostUSDPerTonne,
        priceUSDPerTonne: priceUSDPerTonne,
        marginUSDMillion: flow.marginUSDMillion,
        verdict: verdict,
        parts: parts.indices.flatMap { step in
          parts[step].indices.map { part in
            ResourcePart(
              step: names[step],
              name: parts[step][part].name,
              costUSDPerTonne: parts[step][part].costUSDPerTonne,
              capacityMegatonnes: parts[step][part].capacityMegatonnes,
              usedMegatonnes: flow.used[step][part],
              shadowUSDPerTonne: flow.shadow[step][part]
            )
          }
        }
      )
    }
    let reserve = recoverableMegatonnes
    let paths = depletion(in: states.last).map { path -> ResourcePath in
      let taken = Series.sum(path.megatonnes)
      return ResourcePath(
        name: path.name,
        firstYear: firstYear,
        megatonnes: path.megatonnes,
        extractedMegatonnes: taken,
        leftMegatonnes: max(0, reserve - taken),
        lastYear: firstYear + (path.megatonnes.lastIndex { $0 > 0 } ?? 0),
        presentValueUSDMillion: path.presentValueUSDMillion
      )
    }
    return ResourceResult(
      id: id,
      name: name,
      description: description,
      project: project,
      states: found,
      paths: paths,
      comments: comments(found)
    )
  }

  private func comments(_ found: [ResourceState]) -> [String] {
    var comments: [String] = []
    if let first = found.first, let last = found.last, found.count > 1 {
      comments.append(
        "From “\(first.name)” to “\(last.name)” output goes from "
          + "\(Self.one(first.throughputMegatonnes)) to \(Self.one(last.throughputMegatonnes)) Mt a "
          + "year and the margin from USD \(Self.one(first.marginUSDMillion)) to "
          + "\(Self.one(last.marginUSDMillion)) m."
      )
    }
    if let last = found.last, last.throughputMegatonnes > 0 {
      comments.append(
        "At that output \(Self.one(recoverableMegatonnes)) Mt last "
          + ClaimText.number((recoverableMegatonnes / last.throughputMegatonnes).rounded())
          + " years."
      )
    }
    if loanUSDMillion > 0, let last = found.last {
      let periods = Double(loanYears)
      let due =
        -(TimeValue.payment(rate: loanRate, periods: periods, presentValue: loanUSDMillion) ?? 0)
      let cover = due > 0 ? last.marginUSDMillion / due : 0
      let able =
        TimeValue.presentValue(
          rate: loanRate,
          periods: periods,
          payment: -last.marginUSDMillion
        ) ?? 0
      comments.append(
        "A loan of USD \(Self.one(loanUSDMillion)) m over \(loanYears) years at "
          + "\(Self.one(100 * loanRate)) % takes USD \(Self.one(due)) m a year: the whole margin "
          + "covers \(Self.one(100 * cover)) % of it. It would carry a loan of USD "
          + "\(Self.one(max(0, able))) m."
          + (cover < 1
            ? " The programme cannot be paid for with what this chain earns." : "")
      )
    }
    return comments
  }

  private static func one(_ value: Double) -> String {
    ClaimText.number((value * 10).rounded() / 10)
  }
}
