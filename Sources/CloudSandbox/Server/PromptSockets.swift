import FlyingSocks
import Foundation

/// Sockets that send at once what they are given.
///
/// The HTTP library writes an answer's head and its body one after the other. TCP would keep the body back until the client
/// has acknowledged the head, which the client puts off for 40 ms: a sandbox that takes that long for every answer measures
/// nothing but itself.
struct PromptSockets: AsyncSocketPool {
  let base: any AsyncSocketPool

  func prepare() async throws { try await base.prepare() }
  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // The socket that listens waits here too, before its first connection; what it accepts has its options.
    try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
