/// Which way something travels.
public enum FaultDirection: String, Sendable {
  case toServer
  case toClient
}
