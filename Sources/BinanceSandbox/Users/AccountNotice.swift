/// An event of an account: what it is about, and how it looks.
struct AccountNotice {
  let type: String
  let account: String
  var symbol: String?
  var clientOrderId: String?
  let render: (TimeUnit) -> [UInt8]

  init(
    type: String, account: String, symbol: String? = nil, clientOrderId: String? = nil,
    render: @escaping (TimeUnit) -> [UInt8]
  ) {
    self.type = type
    self.account = account
    self.symbol = symbol
    self.clientOrderId = clientOrderId
    self.render = render
  }

  func subject(_ product: SandboxProduct, client: String) -> FaultBook.Subject {
    FaultBook.Subject(
      endpoint: "userDataStream", stream: type, product: product, symbol: symbol, clientOrderId: clientOrderId,
      account: account, client: client)
  }
}
