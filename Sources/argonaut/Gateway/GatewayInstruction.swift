import BinanceAdapter
import TradingLive
import TradingModel

/// What a command asks for.
enum GatewayInstruction: Equatable, Sendable {
  case submit(GatewayOrderRequest)
  case submitList([GatewayOrderRequest], ContingencyType)
  case modify(GatewayChange)
  case modifyList([GatewayChange])
  case cancel(ClientOrderId, params: [String: String])
  case cancelAll(InstrumentId?, OrderSide?)
  case subscribe(InstrumentId, [DataSelection], depth: Int?)
  case unsubscribe(InstrumentId, [DataSelection])
  case orders(InstrumentId?, isOpen: Bool?)
  case order(ClientOrderId)
  case positions(InstrumentId?)
  case account(ClientId?)
  case instrument(InstrumentId)
  case flatten(InstrumentId?)
  case loan(GatewayLoan)
  /// What a margin account may still do with an asset.
  case borrowable(asset: String, isolatedSymbol: String?, client: ClientId?)
  /// Enables or disables the account of an isolated pair.
  case isolatedPair(String, isEnabled: Bool, client: ClientId?)
  case marginService(GatewayMarginService)
  case setting(GatewaySetting)
  /// With the reason that is given.
  case kill(String?)
  case resume
  case stop

  /// Reads the members of a command.
  init(_ members: [JSONValue.Member]) throws(GatewayProblem) {
    let names = members.filter { $0.key == "command" }
    guard names.count < 2 else { throw GatewayProblem("command: is given twice; give it once") }
    guard case .string(let name)? = names.first?.value.content else {
      let known = Self.table.map(\.name).joined(separator: ", ")
      throw GatewayProblem("command: one is expected, as a string; there are \(known)")
    }
    guard let row = Self.table.first(where: { $0.name == name }) else {
      let nearest = SpellingDistance.nearest(to: name, among: Self.table.map(\.name))
      let hint =
        nearest.map { "did you mean '\($0)'?" } ?? "there are \(Self.table.map(\.name).joined(separator: ", "))"
      throw GatewayProblem("command: '\(name)' is not known; \(hint)")
    }
    var fields = GatewayFields(members.filter { $0.key != "command" && $0.key != "id" }, place: name)
    self = try row.read(&fields)
    try fields.finish()
  }
}

// MARK: - The table

extension GatewayInstruction {
  /// One command: its name, and what reads its members.
  struct Row {
    let name: String
    let read: (inout GatewayFields) throws(GatewayProblem) -> GatewayInstruction
  }

  /// All commands.
  static var table: [Row] {
    [
      Row(name: "submit", read: submit), Row(name: "submitList", read: submitList),
      Row(name: "modify") { fields throws(GatewayProblem) in .modify(try change(&fields)) },
      Row(name: "modifyList", read: modifyList),
      Row(name: "cancel") { fields throws(GatewayProblem) in
        .cancel(try id(&fields), params: try fields.params("params"))
      },
      Row(name: "cancelAll") { fields throws(GatewayProblem) in
        .cancelAll(try fields.instrument("instrument"), try fields.word("side", OrderSide.self))
      },
      Row(name: "subscribe", read: subscribe),
      Row(name: "unsubscribe") { fields throws(GatewayProblem) in
        .unsubscribe(try fields.require("instrument", fields.instrument("instrument")), try selections(&fields))
      },
      Row(name: "orders") { fields throws(GatewayProblem) in
        .orders(try fields.instrument("instrument"), isOpen: try fields.bool("open"))
      },
      Row(name: "order") { fields throws(GatewayProblem) in .order(try id(&fields)) },
      Row(name: "positions") { fields throws(GatewayProblem) in .positions(try fields.instrument("instrument")) },
      Row(name: "account") { fields throws(GatewayProblem) in .account(try fields.text("client").map { ClientId($0) })
      },
      Row(name: "instrument") { fields throws(GatewayProblem) in
        .instrument(try fields.require("instrument", fields.instrument("instrument")))
      },
      Row(name: "flatten") { fields throws(GatewayProblem) in .flatten(try fields.instrument("instrument")) },
      Row(name: "borrow") { fields throws(GatewayProblem) in .loan(try .loan(.borrow, &fields)) },
      Row(name: "repay") { fields throws(GatewayProblem) in .loan(try .loan(.repay, &fields)) },
      Row(name: "transfer") { fields throws(GatewayProblem) in .loan(try .transfer(&fields)) },
      Row(name: "borrowable") { fields throws(GatewayProblem) in
        .borrowable(
          asset: try fields.require("asset", fields.text("asset")), isolatedSymbol: try fields.text("isolatedSymbol"),
          client: try fields.text("client").map { ClientId($0) })
      },
      Row(name: "enablePair") { fields throws(GatewayProblem) in try pair(&fields, isEnabled: true) },
      Row(name: "disablePair") { fields throws(GatewayProblem) in try pair(&fields, isEnabled: false) },
      Row(name: "kill") { fields throws(GatewayProblem) in .kill(try fields.text("reason")) },
      Row(name: "resume") { _ throws(GatewayProblem) in .resume },
      Row(name: "stop") { _ throws(GatewayProblem) in .stop },
    ] + GatewayMarginService.rows + GatewaySetting.rows
  }

  /// An identifier of an order that exists: whatever the account knows, also what others made.
  private static func id(_ fields: inout GatewayFields) throws(GatewayProblem) -> ClientOrderId {
    ClientOrderId(try fields.require("clientOrderId", fields.text("clientOrderId")))
  }

  private static func submit(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayInstruction {
    .submit(try GatewayOrderRequest(fields.require("order", fields.object("order"))))
  }

  private static func submitList(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayInstruction {
    var orders: [GatewayOrderRequest] = []
    for order in try fields.require("orders", fields.objects("orders")) {
      orders.append(try GatewayOrderRequest(order))
    }
    let contingency =
      try fields.word("contingency", ContingencyType.self, among: [.oco, .oto, .otoco, .opo, .opoco, .none]) ?? .none
    let (least, most) =
      switch contingency {
      case .otoco, .opoco: (3, 3)
      case .none, .ouo: (1, 100)
      case .oco, .oto, .opo: (2, 2)
      }
    guard (least...most).contains(orders.count) else {
      let number = least == most ? "\(least)" : "\(least) to \(most)"
      throw fields.problem("orders", "holds \(orders.count); \(contingency.rawValue) takes \(number)")
    }
    guard Set(orders.map(\.instrument)).count == 1 || contingency == .none else {
      throw fields.problem("orders", "are in several instruments; linked orders share one")
    }
    return .submitList(orders, contingency)
  }

  private static func pair(
    _ fields: inout GatewayFields, isEnabled: Bool
  ) throws(GatewayProblem) -> GatewayInstruction {
    .isolatedPair(
      try fields.require("symbol", fields.text("symbol")), isEnabled: isEnabled,
      client: try fields.text("client").map { ClientId($0) })
  }

  private static func change(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayChange {
    let change = GatewayChange(
      clientOrderId: try id(&fields), quantity: try fields.decimal("quantity"), price: try fields.decimal("price"),
      triggerPrice: try fields.decimal("triggerPrice"), params: try fields.params("params"))
    guard change.quantity != nil || change.price != nil || change.triggerPrice != nil else {
      throw fields.problem("quantity", "is missing; give at least one of quantity, price and triggerPrice")
    }
    return change
  }

  private static func modifyList(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayInstruction {
    var changes: [GatewayChange] = []
    for var item in try fields.require("changes", fields.objects("changes")) {
      changes.append(try change(&item))
      try item.finish()
    }
    guard (1...100).contains(changes.count) else {
      throw fields.problem("changes", "holds \(changes.count); one command takes 1 to 100")
    }
    guard Set(changes.map(\.clientOrderId)).count == changes.count else {
      throw fields.problem("changes", "names an order twice; give each order once, with all that changes")
    }
    return .modifyList(changes)
  }

  private static func subscribe(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayInstruction {
    let instrument = try fields.require("instrument", fields.instrument("instrument"))
    let data = try selections(&fields)
    return .subscribe(instrument, data, depth: try fields.count("depth").map { Int(clamping: $0) })
  }

  private static func selections(_ fields: inout GatewayFields) throws(GatewayProblem) -> [DataSelection] {
    let words = try fields.require("data", fields.texts("data"))
    do throws(CommandFailure) {
      return try DataSelection.list(words.joined(separator: ","))
    } catch {
      throw fields.problem("data", error.message.replacing("--data ", with: ""))
    }
  }
}
