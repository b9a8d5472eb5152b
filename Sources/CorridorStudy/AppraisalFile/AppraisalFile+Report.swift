import Numerics
import ProjectAppraisal

extension AppraisalFile {
  /// Works out everything.
  ///
  /// - Throws: `SamplingFault` where there are too many variables for a Sobol sequence.
  public func report(_ options: AppraisalFileOptions) throws -> AppraisalReport {
    let appraisal = appraisal(Draw(discountRate: options.rate))
    let matrix = IncidenceMatrix(appraisal)
    let net = appraisal.net
    return AppraisalReport(
      name: name,
      preset: preset?.rawValue,
      presetSource: preset?.source,
      currency: currency,
      unit: unit,
      priceYear: priceYear,
      comparisonYear: comparisonYear,
      years: [firstYear, lastYear],
      discount: appraisal.discount.text,
      enpv: appraisal.netPresentValue,
      eirr: appraisal.internalRatesOfReturn,
      eirrRemark: appraisal.rateOfReturnRemark,
      benefitCostRatio: appraisal.benefitCostRatio,
      npvPerInvestment: appraisal.netPresentValuePerInvestment,
      paybackYear: appraisal.paybackYear(),
      simplePaybackYear: appraisal.paybackYear(isDiscounted: false),
      items: appraisal.items.map { item in
        AppraisalReportItem(
          name: item.name,
          kind: item.kind.rawValue,
          country: item.country,
          party: item.party,
          presentValue: appraisal.presentValue(item),
          amounts: item.cashFlow.amounts
        )
      },
      incidenceKinds: matrix.kinds.map(\.rawValue),
      incidence: matrix.rows.map { row in
        AppraisalIncidenceRow(
          country: row.country,
          party: row.party,
          values: row.values,
          beforeTransfers: row.beforeTransfers,
          total: row.total
        )
      },
      transferImbalance: matrix.imbalance,
      switchingValues: appraisal.switchingValues.map {
        AppraisalSwitchRow(
          driver: $0.driver,
          presentValue: $0.presentValue,
          factor: $0.factor,
          effectOfOnePercent: $0.effectOfOnePercent
        )
      },
      net: years.map { net.amount($0) },
      risk: variables.isEmpty || options.draws == 0 ? nil : try risk(options)
    )
  }

  private func risk(_ options: AppraisalFileOptions) throws -> AppraisalRisk {
    let kernel = AppraisalKernel(self, rate: options.rate)
    let wanted =
      correlations.isEmpty
      ? nil : RankCorrelations(dimensions: variables.count, pairs: correlations)
    let points = try options.sampler.points(
      count: options.draws,
      dimensions: variables.count,
      seed: options.seed,
      correlations: wanted
    )
    let values = try Parallel.map(points.count, threads: options.threads) { place in
      kernel.netPresentValue(points[place])
    }
    var rows: [SobolIndexRow] = []
    if options.sobolRows > 0 {
      let design = try SensitivityDesign(
        rows: options.sobolRows,
        dimensions: variables.count,
        seed: options.seed,
        correlations: wanted
      )
      let outcomes = try Parallel.map(design.count, threads: options.threads) { place in
        kernel.netPresentValue(design.point(place))
      }
      rows = sobolRows(design.indices(outcomes, seed: options.seed), design.groups)
    }
    return AppraisalRisk(
      draws: values.count,
      sampler: options.sampler.rawValue,
      seed: options.seed,
      enpv: DrawSummary(RiskSummary(values)),
      variables: variables.enumerated().map { place, variable in
        RiskVariable(
          driver: variable.name,
          chain: "appraisal",
          distribution: variable.distribution.text,
          source: "",
          quality: "",
          rankCorrelation: RiskSummary.rankCorrelation(
            points.map { variable.distribution.quantile($0[place]) },
            values
          )
        )
      },
      sobolIndices: rows
    )
  }

  private func sobolRows(_ indices: SensitivityIndices, _ groups: [[Int]]) -> [SobolIndexRow] {
    let order = groups.indices.sorted {
      (indices.total[$0].value, $1) > (indices.total[$1].value, $0)
    }
    return order.map { group in
      let first = indices.first[group]
      let total = indices.total[group]
      return SobolIndexRow(
        drivers: groups[group].map { variables[$0].name },
        first: first.value,
        firstInterval: [first.low, first.high],
        total: total.value,
        totalInterval: [total.low, total.high]
      )
    }
  }
}
