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

/// The history of transfers between a customer's wallets.
enum UniversalTransferOperations {
  static var operations: [Operation] {
    [
      Operation(
        "GET /sapi/v1/asset/transfer", weight: 1, security: .signed,
        ["type", "startTime", "endTime", "current", "size", "fromSymbol", "toSymbol"] + SignedParameters.names,
        run: history)
    ]
  }

  private static func history(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let asked = try call.parameters.mandatoryText("type")
    // The venue spells isolated margin in two ways.
    let type = asked.replacing("ISOLATED_MARGIN", with: "ISOLATEDMARGIN")
    let (fromPair, toPair) = (try call.parameters.text("fromSymbol"), try call.parameters.text("toSymbol"))
    let found = front.exchange.margin.universalTransfers.reversed().filter {
      $0.owner === owner && $0.type == type && (fromPair == nil || $0.from.pair == fromPair)
        && (toPair == nil || $0.to.pair == toPair)
    }
    let period = try MarginPeriod(call, .transfers, at: front.clock.now)
    let (rows, total) = try MarginRecordOperations.slice(found, call, in: period) { $0.time.milliseconds }
    return MarginPayloads.rows(rows, total: total) { row, writer in
      writer.field("asset", row.asset)
      writer.field("amount", row.amount)
      writer.field("type", asked)
      writer.field("status", "CONFIRMED")
      writer.field("tranId", row.id)
      writer.field("timestamp", row.time.milliseconds)
    }
  }
}
