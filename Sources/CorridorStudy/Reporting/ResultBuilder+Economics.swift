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
    return [
      verdict,
      "Other carriers' rates are taken as what carriage costs them, so they gain and lose nothing.",
      "A loan's interest and repayment are put to its lender, at the social discount rate.",
      "Half of each flow's benefit is put to the exporter and half to the importer.",
      "Real income from the trade equilibrium stands beside these figures and is not added to them.",
    ]
  }

  private func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }
}
