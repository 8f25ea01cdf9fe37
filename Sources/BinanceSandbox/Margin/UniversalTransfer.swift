import TradingModel

/// A transfer between two wallets of a customer, as `GET /sapi/v1/asset/transfer` tells it.
struct UniversalTransfer {
  let id: Int64
  let owner: SandboxAccount
  let from: MarginPlace
  let to: MarginPlace
  let asset: String
  let amount: Amount
  let time: UnixNanos

  /// The wallets in the venue's words, like `MAIN_UMFUTURE`.
  var type: String { "\(from.transferWord)_\(to.transferWord)" }
}

extension MarginPlace {
  /// The place's word in the type of a transfer.
  var transferWord: String {
    switch self {
    case .main: "MAIN"
    case .cross: "MARGIN"
    case .isolated: "ISOLATEDMARGIN"
    case .usdm: "UMFUTURE"
    case .coinm: "CMFUTURE"
    }
  }

  /// The pair of an isolated account; nil elsewhere.
  var pair: String? {
    if case .isolated(let symbol) = self { symbol } else { nil }
  }
}
