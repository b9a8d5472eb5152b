import Numerics
import ProjectAppraisal

extension ResultBuilder {
  func economicResult(
    _ appraisal: EconomicAppraisal,
    _ timeline: Timeline
  )
    -> EconomicResult
  {
    let kinds: [(String, Set<AppraisalItem.Kind>)] = [
      ("Investment", [.capex, .residualValue]), ("Operating cost", [.opex]),
      ("Benefits to users", [.userBenefit]),
      ("Users' benefits and charges", [.userBenefit, .revenue]),
      ("CO2e", [.externality]),
    ]
    func present(_ amounts: [Double]) -> Double {
      appraisal.presentValue(CashFlow(firstYear: timeline.firstYear, amounts: amounts))
    }
    return EconomicResult(
      enpvUSDMillion: appraisal.netPresentValue,
      eirr: appraisal.internalRatesOfReturn,
      benefitCostRatio: appraisal.benefitCostRatio,
      npvPerInvestment: appraisal.netPresentValuePerInvestment,
      paybackYear: appraisal.paybackYear(),
      userBenefits: UserBenefitParts(
        existingUSDMillion: present(timeline.amounts { $0.surplus.existing }),
        divertedUSDMillion: present(timeline.amounts { $0.surplus.diverted }),
        generatedUSDMillion: present(timeline.amounts { $0.surplus.generated })
      ),
      discountRate: appraisal.rate,
      discountIsConstant: appraisal.discount.isConstant,
      discountFactors: appraisal.discount.factors(
        firstYear: study.settings.firstYear,
        count: study.settings.lastYear - study.settings.firstYear + 1,
        presentValueYear: appraisal.presentValueYear
      ),
      presentValueYear: appraisal.presentValueYear,
      items: appraisal.items.map { item in
        EconomicItem(
          name: item.name,
          kind: item.kind.rawValue,
          country: item.country,
          party: item.party,
          firstYear: item.cashFlow.firstYear,
          usdMillion: item.cashFlow.amounts,
          presentValueUSDMillion: appraisal.presentValue(item)
        )
      },
      incidence: IncidenceMatrix(appraisal).rows.map { row in
        IncidenceCell(
          country: row.country,
          party: row.party,
          beforeTransfersUSDMillion: row.beforeTransfers,
          presentValueUSDMillion: row.total
        )
      },
      switchingValues: kinds.map { name, kinds in
        SwitchingValue(
          driver: name,
          factor: appraisal.switchingFactor(kinds),
          enpvPerPercentUSDMillion: appraisal.effectOfOnePercent(kinds)
        )
      },
      comments: comments(appraisal)
    )
  }

  private func comments(_ appraisal: EconomicAppraisal) -> [String] {
    let verdict =
      appraisal.netPresentValue >= 0
      ? "At \(percent(appraisal.rate)) the benefits outweigh the costs."
      : "At \(percent(appraisal.rate)) the benefits do not outweigh the costs."
    var list = [
      verdict,
      "Other carriers' rates are taken as what carriage costs them, so they gain and lose nothing.",
      "A loan's interest and repayment are put to its lender, at the social discount rate.",
      "Half of each flow's benefit is put to the exporter and half to the importer.",
      "Real income from the trade equilibrium stands beside these figures and is not added to them.",
    ]
    list += rules
    if let remark = appraisal.rateOfReturnRemark { list.append(remark) }
    return list
  }

  /// The rules of the appraisal in sentences.
  private var rules: [String] {
    let rules = study.settings.appraisal
    var list: [String] = []
    if let preset = rules.preset {
      list.append(
        "Rules of: \(preset.name) (\(preset.source)). The study's own figures go before them."
      )
    }
    list.append(
      "Discount rate \(rules.discount.text); present values of \(rules.comparisonYear), prices of "
        + "\(study.settings.priceYear); CO2e at \(study.settings.currency) "
        + "\(Int((appraiser.carbonPrice().first ?? 0).rounded())) a tonne in "
        + "\(study.settings.firstYear) and \(Int((appraiser.carbonPrice().last ?? 0).rounded())) in "
        + "\(study.settings.lastYear)."
    )
    let prices = rules.shadowPrices
    if prices != ShadowPrices() {
      list.append(
        "Shadow prices in units of \(prices.numeraire == .worldPrice ? "world" : "domestic") prices: "
          + "standard conversion factor \(rounded(prices.standardConversionFactor)), shadow exchange "
          + "rate factor \(rounded(prices.shadowExchangeRateFactor)), shadow wage rate factor "
          + "\(rounded(prices.shadowWageRateFactor)); what that changes is put to governments and "
          + "workers."
      )
    }
    if rules.preset?.marketPriceFactor ?? 1 != 1 {
      list.append(
        "All amounts are at market prices: times \(rounded(rules.preset?.marketPriceFactor ?? 1))."
      )
    }
    for item in project.capex where item.uplift != 0 {
      list.append(
        "\(item.item): cost raised by \(percent(item.uplift)) for optimism, in the economic "
          + "appraisal alone."
      )
    }
    return list
  }

  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

  private func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }
}
