import Numerics

/// Chains from one field to one market, compared; from `gas/ID.toml`.
public struct GasStudy: Sendable, Equatable {
  /// A pipeline by kind of ground, for the distance at which liquefied gas gets cheaper.
  public struct Ground: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Whether it lies under the sea.
    public var isOffshore: Bool
    /// Full cost, USD for 1,000 m³ over 100 km.
    public var usdPerThousandCubicMetres100km: Double
    /// Gas burnt, share for 1,000 km.
    public var fuelShare: Double
    /// Distance published, km; `nil`: none known.
    public var publishedKilometres: Double?
    /// Source ids.
    public var source: String
  }

  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Units of the gas.
  public var units: GasUnits
  /// Gas delivered, bcm a year.
  public var deliveredBCM: Double
  /// Price at the market, USD/MMBtu.
  public var marketUSDPerMMBTU: Double
  /// What gas costs above that price where a chain fails, USD/MMBtu.
  public var replacementPremiumUSDPerMMBTU: Double
  /// Chains.
  public var chains: [GasChain]
  /// Pipelines for the comparison by distance.
  public var grounds: [Ground]

  /// A chain of liquefied gas in it whose voyage is varied; `nil` where none ships.
  private var shippingChain: GasChain? {
    chains.first { chain in
      chain.steps.contains { if case .shipping = $0.kind { true } else { false } }
    }
  }

  /// Cost of moving gas by ship over a distance: liquefaction, voyage, regasification and the gas that
  /// all three burn, USD/MMBtu delivered.
  public func shippedUSDPerMMBTU(kilometres: Double) -> Double? {
    guard let chain = shippingChain else { return nil }
    var moved = chain
    moved.steps = chain.steps.compactMap { step in
      switch step.kind {
      case .plant: return step
      case .shipping(var ships):
        ships.kilometres = kilometres
        var step = step
        step.kind = .shipping(ships)
        return step
      default: return nil
      }
    }
    return moved.outcome(deliveredBCM: deliveredBCM, price: 0, units).deliveredUSDPerMMBTU
      - chain.supplyUSDPerMMBTU
  }

  /// Cost of moving gas by pipeline over a distance, with the gas that it burns, USD/MMBtu delivered.
  public func pipedUSDPerMMBTU(_ ground: Ground, kilometres: Double) -> Double {
    let chain = GasChain(
      id: "",
      name: "",
      supplyUSDPerMMBTU: shippingChain?.supplyUSDPerMMBTU ?? chains.first?.supplyUSDPerMMBTU ?? 0,
      steps: [
        GasStep(
          name: "",
          kind: .tariffPipeline(
            kilometres: kilometres,
            usdPerThousandCubicMetres100km: ground.usdPerThousandCubicMetres100km
          ),
          fuelShare: ground.fuelShare,
          outage: 0
        )
      ]
    )
    return chain.outcome(deliveredBCM: deliveredBCM, price: 0, units).deliveredUSDPerMMBTU
      - chain.supplyUSDPerMMBTU
  }

  /// Distance beyond which ships are cheaper, km; `nil` where none between 1 and 30,000 km.
  public func breakEvenKilometres(_ ground: Ground) -> Double? {
    func gap(_ kilometres: Double) -> Double {
      pipedUSDPerMMBTU(ground, kilometres: kilometres)
        - (shippedUSDPerMMBTU(kilometres: kilometres) ?? .greatestFiniteMagnitude)
    }
    guard shippingChain != nil else { return nil }
    return RootFinding.root(between: 1, and: 30_000, tolerance: 1e-3, valueTolerance: 1e-9, gap)
  }

  /// Everything told of it.
  public func result() -> GasResult {
    let rows = chains.map { chain -> GasChainResult in
      let outcome = chain.outcome(
        deliveredBCM: deliveredBCM,
        price: marketUSDPerMMBTU,
        units
      )
      var fees = 0.0
      var feeUSDMillion = 0.0
      var ships = 0.0
      for (place, step) in chain.steps.enumerated() {
        if case .transitFee = step.kind {
          fees += outcome.stepUSDPerMMBTU[place]
          feeUSDMillion += step.cost(enteringBCM: outcome.enteringBCM[place], units)
        }
        if case .shipping(let fleet) = step.kind {
          ships += fleet.ships(megatonnes: units.megatonnes(bcm: outcome.enteringBCM[place]))
        }
      }
      return GasChainResult(
        id: chain.id,
        name: chain.name,
        supplyUSDPerMMBTU: outcome.supplyUSDPerMMBTU,
        transportUSDPerMMBTU: Series.sum(outcome.stepUSDPerMMBTU) - fees,
        feesUSDPerMMBTU: fees,
        transitFeesUSDMillion: feeUSDMillion,
        deliveredUSDPerMMBTU: outcome.deliveredUSDPerMMBTU,
        deliveredUSDPerThousandCubicMetres: outcome.deliveredUSDPerMMBTU
          * units.mmbtuPerThousandCubicMetres,
        deliveredUSDPerTonne: units.usdPerTonne(outcome.deliveredUSDPerMMBTU),
        takenBCM: outcome.takenBCM,
        lossShare: 1 - deliveredBCM / outcome.takenBCM,
        netbackUSDPerMMBTU: outcome.netbackUSDPerMMBTU,
        availability: outcome.availability,
        insecurityUSDPerMMBTU: (1 - outcome.availability) * replacementPremiumUSDPerMMBTU,
        ships: ships,
        withinCapacity: zip(outcome.enteringBCM, chain.steps).allSatisfy {
          $0 <= $1.capacityBCM * (1 + 1e-9)
        },
        steps: chain.steps.indices.map { place in
          GasStepResult(
            name: chain.steps[place].name,
            usdPerMMBTU: outcome.stepUSDPerMMBTU[place],
            enteringBCM: outcome.enteringBCM[place],
            lostBCM: outcome.lostBCM[place],
            netbackUSDPerMMBTU: outcome.netbacksUSDPerMMBTU[place]
          )
        }
      )
    }
    let distances = stride(from: 250.0, through: 8000, by: 250)
    func mean(_ isOffshore: Bool, _ kilometres: Double) -> Double? {
      grounds.first { $0.isOffshore == isOffshore }
        .map { pipedUSDPerMMBTU($0, kilometres: kilometres) }
    }
    return GasResult(
      id: id,
      name: name,
      description: description,
      volumeBCM: deliveredBCM,
      volumeMegatonnes: units.megatonnes(bcm: deliveredBCM),
      volumeTrillionBTU: units.trillionBTU(bcm: deliveredBCM),
      marketUSDPerMMBTU: marketUSDPerMMBTU,
      chains: rows,
      curve: distances.map {
        GasDistancePoint(
          kilometres: $0,
          onshoreUSDPerMMBTU: mean(false, $0),
          offshoreUSDPerMMBTU: mean(true, $0),
          lngUSDPerMMBTU: shippedUSDPerMMBTU(kilometres: $0)
        )
      },
      breakEven: grounds.map {
        GasBreakEven(
          name: $0.name,
          kilometres: breakEvenKilometres($0),
          publishedKilometres: $0.publishedKilometres,
          source: $0.source
        )
      },
      comments: comments(rows)
    )
  }

  private func comments(_ rows: [GasChainResult]) -> [String] {
    func two(_ value: Double) -> String { ClaimText.number((value * 100).rounded() / 100) }
    var comments: [String] = []
    let byCost = rows.sorted { $0.deliveredUSDPerMMBTU < $1.deliveredUSDPerMMBTU }
    if let best = byCost.first, byCost.count > 1 {
      let second = byCost[1]
      comments.append(
        "\(best.name) delivers for USD \(two(second.deliveredUSDPerMMBTU - best.deliveredUSDPerMMBTU))"
          + "/MMBtu less than \(second.name); at the field it leaves USD "
          + "\(two(best.netbackUSDPerMMBTU))/MMBtu against \(two(second.netbackUSDPerMMBTU))."
      )
      comments.append(
        "A failure of the chain is paid by buying elsewhere at USD "
          + "\(two(replacementPremiumUSDPerMMBTU))/MMBtu more: that is worth USD "
          + "\(two(best.insecurityUSDPerMMBTU))/MMBtu for \(best.name) and "
          + "\(two(second.insecurityUSDPerMMBTU)) for \(second.name)."
      )
    }
    for row in rows where row.transitFeesUSDMillion > 0 {
      comments.append(
        "Transit fees of \(row.name): USD \(ClaimText.number(row.transitFeesUSDMillion.rounded())) m a year."
      )
    }
    for row in rows where !row.withinCapacity {
      comments.append("\(row.name) cannot carry this volume.")
    }
    return comments
  }
}
