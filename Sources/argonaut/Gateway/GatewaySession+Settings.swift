import BinanceAdapter
import TradingEngine
import TradingModel

// How futures accounts trade. The result is told when the venue has answered, with what it answered.
extension GatewaySession {
  func carryOut(_ setting: GatewaySetting, _ id: GatewayRequestId?) {
    do throws(GatewayProblem) {
      try send(setting, id)
    } catch {
      output.tell(GatewayAnswer.failure(id, error))
    }
  }

  private func send(_ setting: GatewaySetting, _ id: GatewayRequestId?) throws(GatewayProblem) {
    let client = try futuresClient(setting)
    switch setting.kind {
    case .leverage(let instrument, let leverage):
      client.change(
        leverage: leverage, of: try symbol(instrument),
        completion: answer(id) { change, line in
          line.integer("leverage", change.leverage)
          line.decimal("maxNotional", change.maxNotional?.plain())
        })
    case .marginType(let instrument, let type):
      client.change(
        marginType: type, of: try symbol(instrument),
        completion: answer(id) { outcome, line in
          line.string("marginType", type.rawValue)
          line.bool("changed", outcome == .changed)
        })
    case .isolatedMargin(let instrument, let text, let side):
      guard let amount = try? WideDecimal(text), !amount.isZero else {
        throw GatewayProblem(
          "isolatedMargin.amount: '\(text)' changes nothing; give how much to add, or take with a minus")
      }
      if client.positionMode == .hedge, side == nil || side == .both {
        throw GatewayProblem(
          "isolatedMargin.positionSide: is missing; the account is in hedge mode, name LONG or SHORT")
      }
      client.adjustMargin(
        of: try symbol(instrument), by: amount, positionSide: side,
        completion: answer(id) { change, line in line.decimal("amount", change.amount.plain()) })
    case .positionMode(let mode):
      client.change(
        positionMode: mode,
        completion: answer(id) { [weak self] outcome, line in
          self?.refreshModes(except: client)
          line.string("positionMode", mode.rawValue)
          line.bool("changed", outcome == .changed)
        })
    case .multiAssets(let isOn):
      client.change(
        multiAssets: isOn,
        completion: answer(id) { outcome, line in
          line.bool("enabled", isOn)
          line.bool("changed", outcome == .changed)
        })
    case .feeBurn(let isOn):
      client.change(feeBurn: isOn, completion: answer(id) { _, line in line.bool("enabled", isOn) })
    }
  }

  /// Both futures products of an account share the position mode: the node's other clients ask for theirs.
  private func refreshModes(except changed: BinanceFuturesExecutionClient) {
    for client in kernel.executionEngine.clients where client.id != changed.id {
      (client as? BinanceFuturesExecutionClient)?.refreshPositionMode()
    }
  }

  private func symbol(_ id: InstrumentId) throws(GatewayProblem) -> String { try instrument(id).rawSymbol }

  /// The client that is named, or the first futures client that serves the instrument.
  private func futuresClient(_ setting: GatewaySetting) throws(GatewayProblem) -> BinanceFuturesExecutionClient {
    let clients = kernel.executionEngine.clients.compactMap { $0 as? BinanceFuturesExecutionClient }
    if let id = setting.client {
      guard kernel.executionEngine.client(id) != nil else { throw unknown(id, setting.command) }
      guard let named = clients.first(where: { $0.id == id }) else {
        throw GatewayProblem("client: '\(id)' is no futures client; futures clients are \(names(clients))")
      }
      if setting.isOfLinearOnly, !named.isLinear {
        throw GatewayProblem("\(setting.command).client: '\(id)' trades COIN-M, and this exists on USDⓈ-M only")
      }
      if let instrument = setting.instrument, !named.serves(instrument) {
        throw GatewayProblem("instrument: \(instrument) is not traded by the client '\(id)'")
      }
      return named
    }
    if let instrument = setting.instrument {
      guard let serving = clients.first(where: { $0.serves(instrument) }) else {
        throw GatewayProblem(
          "instrument: no futures client serves \(instrument); futures ids look like BTCUSDT-PERP.BINANCE, and futures "
            + "clients are \(names(clients))")
      }
      return serving
    }
    guard let first = clients.first(where: { $0.isLinear || !setting.isOfLinearOnly }) else {
      throw GatewayProblem(
        "\(setting.command): there is no client that could do this; add one to execClients with accountType: usdt_futures"
      )
    }
    return first
  }

  private func names(_ clients: [BinanceFuturesExecutionClient]) -> String {
    clients.isEmpty ? "none" : clients.map(\.id.text).joined(separator: ", ")
  }
}
