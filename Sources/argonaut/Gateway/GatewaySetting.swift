import BinanceAdapter
import TradingModel

/// How a futures account is to trade.
struct GatewaySetting: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case leverage(InstrumentId, Int)
    case marginType(InstrumentId, BinanceMarginType)
    /// Adds margin to an isolated position, or takes some: a decimal in plain notation.
    case isolatedMargin(InstrumentId, amount: String, BinancePositionSide?)
    case positionMode(BinancePositionMode)
    case multiAssets(Bool)
    case feeBurn(Bool)
  }

  /// The name of the command, for messages.
  let command: String
  let kind: Kind
  let client: ClientId?

  /// Whether only USDⓈ-M accounts have it.
  var isOfLinearOnly: Bool {
    switch kind {
    case .multiAssets, .feeBurn: true
    case .leverage, .marginType, .isolatedMargin, .positionMode: false
    }
  }

  /// The instrument that is meant, where it is one.
  var instrument: InstrumentId? {
    switch kind {
    case .leverage(let id, _), .marginType(let id, _), .isolatedMargin(let id, _, _): id
    case .positionMode, .multiAssets, .feeBurn: nil
    }
  }

  /// The commands that change settings, and what reads their members.
  static var rows: [GatewayInstruction.Row] {
    [
      row("leverage") { fields throws(GatewayProblem) in
        let id = try fields.require("instrument", fields.instrument("instrument"))
        let leverage = try fields.require("leverage", fields.count("leverage"))
        return .leverage(id, Int(clamping: leverage))
      },
      row("marginType") { fields throws(GatewayProblem) in
        let id = try fields.require("instrument", fields.instrument("instrument"))
        let text = try fields.require("marginType", fields.text("marginType"))
        guard let type = BinanceMarginType(spelling: text) else {
          throw fields.problem("marginType", "'\(text)' is not known; valid are CROSSED, ISOLATED")
        }
        return .marginType(id, type)
      },
      row("isolatedMargin") { fields throws(GatewayProblem) in
        let id = try fields.require("instrument", fields.instrument("instrument"))
        let amount = try fields.require("amount", fields.decimal("amount"))
        let side = try fields.word("positionSide", BinancePositionSide.self, among: [.long, .short, .both])
        return .isolatedMargin(id, amount: amount, side)
      },
      row("positionMode") { fields throws(GatewayProblem) in
        let text = try fields.require("positionMode", fields.text("positionMode"))
        guard let mode = BinancePositionMode(spelling: text) else {
          throw fields.problem("positionMode", "'\(text)' is not known; valid are oneWay, hedge")
        }
        return .positionMode(mode)
      },
      row("multiAssetsMode") { fields throws(GatewayProblem) in
        .multiAssets(try fields.require("enabled", fields.bool("enabled")))
      },
      row("feeBurn") { fields throws(GatewayProblem) in
        .feeBurn(try fields.require("enabled", fields.bool("enabled")))
      },
    ]
  }

  private static func row(
    _ name: String, _ read: @escaping (inout GatewayFields) throws(GatewayProblem) -> Kind
  ) -> GatewayInstruction.Row {
    GatewayInstruction.Row(name: name) { fields throws(GatewayProblem) in
      let kind = try read(&fields)
      return .setting(GatewaySetting(command: name, kind: kind, client: try fields.text("client").map { ClientId($0) }))
    }
  }
}
