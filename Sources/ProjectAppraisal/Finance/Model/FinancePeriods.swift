/// The company in each period: construction, cash waterfall and statements.
public struct FinancePeriods: Sendable, Equatable {
  /// Tranches, in the model's order.
  public var tranches: [TranchePeriods]
  /// Interest and fees of the construction that are part of the asset.
  public var capitalisedCosts: [Double]
  /// What the tranches must pay.
  public var fundingNeed: [Double]
  /// Interest on cash and reserves.
  public var interestIncome: [Double]
  /// Depreciation.
  public var depreciation: [Double]
  /// Gain on what is sold at the end, below zero a loss.
  public var disposalGain: [Double]
  /// Interest that is a cost of the period.
  public var interestExpense: [Double]
  /// Profit before tax.
  public var profitBeforeTax: [Double]
  /// Losses carried forward at the end.
  public var lossesCarried: [Double]
  /// Losses that were too old to be used any more.
  public var lossesExpired: [Double]
  /// Tax.
  public var tax: [Double]
  /// Profit after tax.
  public var netIncome: [Double]
  /// Change of the maintenance reserve.
  public var maintenanceTransfer: [Double]
  /// Cash available for debt service.
  public var cashAvailable: [Double]
  /// Senior interest and scheduled principal from the opening on.
  public var debtService: [Double]
  /// What the debt service reserve should hold.
  public var reserveTarget: [Double]
  /// Into the debt service reserve, below zero out of it.
  public var reserveTransfer: [Double]
  /// Paid in by the owners where cash and reserve do not do.
  public var ownerSupport: [Double]
  /// Senior debt service due and not paid at the end, with interest.
  public var arrears: [Double]
  /// Free cash used to repay senior loans early.
  public var sweep: [Double]
  /// Cover of the last year's debt service; 0 where there is none.
  public var lookBackCover: [Double]
  /// 1 where nothing may go to the owners.
  public var lockUp: [Double]
  /// Cash that may go to the owners.
  public var distributable: [Double]
  /// Dividends.
  public var dividends: [Double]
  /// Share capital paid back.
  public var redemption: [Double]
  /// Free cash at the end.
  public var cash: [Double]
  /// Debt service reserve at the end.
  public var debtReserve: [Double]
  /// Maintenance reserve at the end.
  public var maintenanceReserve: [Double]
  /// Fixed assets at the end.
  public var fixedAssets: [Double]
  /// Senior loans at the end, with arrears.
  public var seniorDebt: [Double]
  /// Owners' loans at the end.
  public var shareholderLoans: [Double]
  /// Share capital at the end.
  public var shareCapital: [Double]
  /// Retained profit at the end.
  public var retainedProfit: [Double]
  /// Cash from and to the owners.
  public var equityCashFlow: [Double]
  /// Cover of each period's debt service; `nil` where there is none.
  public var cover: [Double?]

  init(count: Int, tranches trancheCount: Int) {
    let zeros = [Double](repeating: 0, count: count)
    tranches = [TranchePeriods](repeating: TranchePeriods(count: count), count: trancheCount)
    capitalisedCosts = zeros
    fundingNeed = zeros
    interestIncome = zeros
    depreciation = zeros
    disposalGain = zeros
    interestExpense = zeros
    profitBeforeTax = zeros
    lossesCarried = zeros
    lossesExpired = zeros
    tax = zeros
    netIncome = zeros
    maintenanceTransfer = zeros
    cashAvailable = zeros
    debtService = zeros
    reserveTarget = zeros
    reserveTransfer = zeros
    ownerSupport = zeros
    arrears = zeros
    sweep = zeros
    lookBackCover = zeros
    lockUp = zeros
    distributable = zeros
    dividends = zeros
    redemption = zeros
    cash = zeros
    debtReserve = zeros
    maintenanceReserve = zeros
    fixedAssets = zeros
    seniorDebt = zeros
    shareholderLoans = zeros
    shareCapital = zeros
    retainedProfit = zeros
    equityCashFlow = zeros
    cover = [Double?](repeating: nil, count: count)
  }
}
