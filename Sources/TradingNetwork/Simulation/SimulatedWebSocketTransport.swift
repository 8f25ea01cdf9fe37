/// The WebSocket transport of a client in a simulated world.
public final class SimulatedWebSocketTransport: WebSocketTransport {
  private let network: SimulatedNetwork
  private let clientAddress: String

  /// A transport into the network for the client with this address.
  public init(network: SimulatedNetwork, clientAddress: String) {
    self.network = network
    self.clientAddress = clientAddress
  }

  public func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    let connection = SimulatedConnection(network: network, request: request, clientAddress: clientAddress)
    connection.open(clientHandler: handler)
    return connection.client
  }
}
