import TradingModel

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
