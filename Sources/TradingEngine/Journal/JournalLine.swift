import TradingModel

extension JournalEntry {
  /// The entry as one line of text: sequence, time, kind, and `name=value` pairs.
  public var line: String {
    let (kind, fields) = payload.described
    return "\(sequence) \(tsInit) \(kind)" + fields.map { " \($0)=\(Self.escaped($1))" }.joined()
  }

  /// A value without spaces and line ends, so that a line can be taken apart again.
  private static func escaped(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "%") }) || value.isEmpty else { return value }
    var result = ""
    for byte in value.utf8 {
      if byte > 0x20, byte != UInt8(ascii: "%"), byte < 0x7F {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}

extension JournalEntry.Payload {
  typealias Fields = [(String, String)]

  /// The entry's kind and its fields, in a fixed order.
  var described: (kind: String, fields: Fields) {
    switch self {
    case .instrument(let instrument):
      return ("instrument", Self.fields(of: instrument))
    case .instrumentStatus(let status):
      let fields: Fields = [
        ("instrument", status.instrumentId.text), ("action", status.action.rawValue), ("raw", status.raw),
      ]
      return ("instrumentStatus", fields + Self.times(status.tsEvent, status.tsInit))
    case .quote(let quote): return ("quote", Self.fields(of: quote))
    case .trade(let trade): return ("trade", Self.fields(of: trade))
    case .deltas(let deltas): return ("deltas", Self.fields(of: deltas))
    case .bar(let bar): return ("bar", Self.fields(of: bar))
    case .bookStatus(let status):
      let fields: Fields = [
        ("instrument", status.instrumentId.text), ("state", status.state.rawValue), ("sequence", "\(status.sequence)"),
        ("reason", status.reason),
      ]
      return ("bookStatus", fields + Self.times(status.tsEvent, status.tsInit))
    case .markPrice(let update):
      return ("markPrice", Self.price(update.instrumentId, update.value, update.tsEvent, update.tsInit))
    case .indexPrice(let update):
      return ("indexPrice", Self.price(update.instrumentId, update.value, update.tsEvent, update.tsInit))
    case .fundingRate(let update):
      let fields: Fields = [("instrument", update.instrumentId.text), ("rate", update.rate.plain())]
      let next: Fields = update.nextFunding.map { [("next", "\($0)")] } ?? []
      return ("fundingRate", fields + next + Self.times(update.tsEvent, update.tsInit))
    case .connection(let state):
      let fields: Fields = [
        ("client", state.clientId.text), ("channel", state.channel), ("state", state.state.rawValue),
        ("reason", state.reason), ("tsInit", "\(state.tsInit)"),
      ]
      return ("connection", fields)
    case .dataCommand(let command): return ("dataCommand", Self.fields(of: command))
    case .dataRequest(let request): return ("dataRequest", Self.fields(of: request))
    case .command(let command): return ("command", Self.fields(of: command))
    case .orderEvent(let event): return (event.name, Self.fields(of: event))
    case .positionEvent(let event): return (event.name, Self.fields(of: event))
    case .accountState(let state): return ("AccountState", Self.fields(of: state))
    case .timer(let owner, let event):
      return ("timer", [("owner", owner), ("name", event.name)] + Self.times(event.tsEvent, event.tsInit))
    case .killSwitch(let reason): return ("killSwitch", Self.optional("reason", reason))
    case .component(let id, let state): return ("component", [("id", id), ("state", state.rawValue)])
    }
  }

  static func times(_ event: UnixNanos, _ initial: UnixNanos) -> Fields {
    [("tsEvent", "\(event)"), ("tsInit", "\(initial)")]
  }

  private static func price(_ id: InstrumentId, _ value: Price, _ event: UnixNanos, _ initial: UnixNanos) -> Fields {
    [("instrument", id.text), ("value", "\(value)")] + times(event, initial)
  }

  private static func fields(of instrument: Instrument) -> Fields {
    [
      ("instrument", instrument.id.text), ("rawSymbol", instrument.rawSymbol), ("kind", instrument.kind.rawValue),
      ("priceIncrement", "\(instrument.priceIncrement)"), ("sizeIncrement", "\(instrument.sizeIncrement)"),
      ("multiplier", instrument.multiplier.plain()), ("status", instrument.status),
    ] + times(instrument.tsEvent, instrument.tsInit)
  }

  private static func fields(of quote: QuoteTick) -> Fields {
    [
      ("instrument", quote.instrumentId.text), ("bid", "\(quote.bidPrice)"), ("ask", "\(quote.askPrice)"),
      ("bidSize", "\(quote.bidSize)"), ("askSize", "\(quote.askSize)"),
    ] + times(quote.tsEvent, quote.tsInit)
  }

  private static func fields(of trade: TradeTick) -> Fields {
    [
      ("instrument", trade.instrumentId.text), ("price", "\(trade.price)"), ("size", "\(trade.size)"),
      ("aggressor", trade.aggressorSide.name), ("tradeId", trade.tradeId.text),
    ] + times(trade.tsEvent, trade.tsInit)
  }

  private static func fields(of deltas: OrderBookDeltas) -> Fields {
    let levels = deltas.deltas.map { "\($0.action.name):\($0.side.name):\($0.price):\($0.size)" }
    return [
      ("instrument", deltas.instrumentId.text), ("sequence", "\(deltas.sequence)"),
      ("snapshot", "\(deltas.isSnapshot)"), ("deltas", levels.joined(separator: ",")),
    ] + times(deltas.tsEvent, deltas.tsInit)
  }

  private static func fields(of bar: Bar) -> Fields {
    [
      ("barType", "\(bar.barType)"), ("open", "\(bar.open)"), ("high", "\(bar.high)"), ("low", "\(bar.low)"),
      ("close", "\(bar.close)"), ("volume", bar.volume.plain()),
    ] + times(bar.tsEvent, bar.tsInit)
  }

  private static func fields(of command: DataCommand) -> Fields {
    switch command {
    case .subscribe(let subscription, let params):
      let options = params.sorted { $0.key < $1.key }.map { ("param.\($0.key)", $0.value) }
      return [("action", "subscribe"), ("to", "\(subscription)")] + options
    case .unsubscribe(let subscription): return [("action", "unsubscribe"), ("from", "\(subscription)")]
    }
  }

  private static func fields(of request: DataRequest) -> Fields {
    var fields: Fields = [("id", "\(request.id)"), ("kind", "\(request.kind)")]
    if let start = request.start { fields.append(("start", "\(start)")) }
    if let end = request.end { fields.append(("end", "\(end)")) }
    if let limit = request.limit { fields.append(("limit", "\(limit)")) }
    return fields
  }
}
