import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// Streams that stop while their connection lives: the venue may confirm a stream and send nothing. Books are looked after
/// by their synchronisers; this is for quotes, trades and partial books.
extension BinanceDataClientCore {
  /// A stream that is watched, and where its messages are counted.
  struct WatchedStream {
    var name: BinanceStreamName
    var slot: Int
    var pulse: WritableKeyPath<MarketSlot, StreamPulse>
    /// What comes over it, in words.
    var content: String
  }

  /// A kind of stream that never rests for long.
  private struct WatchedKind {
    var pulse: WritableKeyPath<MarketSlot, StreamPulse>
    var rhythm: StreamWatch.Rhythm
    var content: String

    static func serving(_ wants: MarketSlot.Wants) -> WatchedKind? {
      switch wants {
      case .quotes: WatchedKind(pulse: \.quotePulse, rhythm: .steady, content: "quotes")
      case .trades: WatchedKind(pulse: \.tradePulse, rhythm: .irregular, content: "trades")
      case .partialBook:
        WatchedKind(pulse: \.partialBookPulse, rhythm: .irregular, content: "partial books")
      default: nil
      }
    }
  }

  /// Watches a stream that was subscribed, if it is of a kind that never rests for long.
  func watch(_ name: BinanceStreamName, wants: MarketSlot.Wants, slot: Int) {
    guard let kind = WatchedKind.serving(wants), slots[slot][keyPath: kind.pulse].number == nil else { return }
    let number = streamWatch.add(name.text, rhythm: kind.rhythm, now: clock.monotonicNow)
    slots[slot][keyPath: kind.pulse] = StreamPulse(number: number)
    watchedStreams[number] = WatchedStream(name: name, slot: slot, pulse: kind.pulse, content: kind.content)
  }

  /// Watches the stream of something no longer that nobody wants any more.
  func stopWatching(_ wants: MarketSlot.Wants, slot: Int) {
    guard let kind = WatchedKind.serving(wants), let number = slots[slot][keyPath: kind.pulse].number else { return }
    streamWatch.remove(number)
    watchedStreams[number] = nil
    slots[slot][keyPath: kind.pulse] = StreamPulse()
  }

  /// Tells of streams that stopped, and joins them again; to be called once a second.
  func checkStreams() {
    for (number, stream) in watchedStreams {
      streamWatch.heard(number, messages: slots[stream.slot][keyPath: stream.pulse].heard)
      slots[stream.slot][keyPath: stream.pulse].heard = 0
    }
    for silence in streamWatch.check(now: clock.monotonicNow) {
      guard let stream = watchedStreams[silence.number] else { continue }
      let id = slots[stream.slot].instrument.id
      let reason = "no \(stream.content) of \(id) for \(silence.duration.wholeNanoseconds / 1_000_000_000) s"
      logger.warning("\(reason); joining the stream again")
      if silence.repeats == 0 {
        slots[stream.slot][keyPath: stream.pulse].isFrozen = true
        streams(channel: stream.name.text, didBecome: .stale, reason: reason)
        if slots[stream.slot].isPartialBookSynced, bookStreams[stream.name] != nil {
          slots[stream.slot].isPartialBookSynced = false
          tell(.stale, reason: reason, slot: stream.slot)
        }
      }
      streams.renew(stream.name, isRepeated: silence.repeats > 0)
    }
  }

  /// Tells that a stream that was told of as frozen delivers again.
  func tellThawed(_ pulse: StreamPulse) {
    guard let number = pulse.number, let stream = watchedStreams[number] else { return }
    streams(channel: stream.name.text, didBecome: .connected, reason: "\(stream.content) come again")
  }
}
