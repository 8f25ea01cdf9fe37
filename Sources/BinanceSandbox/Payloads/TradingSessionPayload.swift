import TradingModel

/// The sessions behind TradFi contracts, as the query and the stream tell them.
enum TradingSessionPayload {
  /// `tradingSchedule`.
  static func schedule(at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 4_096) { writer in
      writer.field("updateTime", now.milliseconds)
      writer.key("marketSchedules")
      writer.object { writer in
        for market in TradingSession.Market.allCases {
          writer.key(text: market.rawValue)
          writer.object { writer in
            writer.key("sessions")
            writer.array { writer in
              for session in TradingSession.week(market, at: now.milliseconds) {
                writer.object { writer in
                  writer.field("startTime", session.start)
                  writer.field("endTime", session.end)
                  writer.field("type", session.type)
                }
              }
            }
          }
        }
      }
    }
  }

  /// One market's message of the stream `tradingSession`.
  static func stream(_ market: TradingSession.Market, _ session: TradingSession, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 128) { writer in
      writer.field("e", market.event)
      writer.field("E", now.milliseconds)
      writer.field("t", session.start)
      writer.field("T", session.end)
      writer.field("S", session.type)
    }
  }
}
