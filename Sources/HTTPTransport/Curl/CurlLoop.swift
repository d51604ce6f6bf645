import CCurl
import Foundation
import Synchronization

/// The one thread on which libcurl lives: it runs the transport's jobs and the transfers in turn.
///
/// It waits in `curl_multi_poll`, never on the cooperative pool; a new job or a cancellation wakes it.
///
/// `@unchecked Sendable`: other threads reach only `inbox`, which is a lock, and `CurlMulti.wakeUp`, which libcurl
/// allows from every thread. `running` and the rest of `multi` are used only by ``start(_:then:)``, which jobs of the
/// actor call, and by ``run()``; both are on the loop's own thread, since this is the actor's executor.
final class CurlLoop: SerialExecutor, @unchecked Sendable {
  typealias Completion = (Result<HTTPResponse, TransportError>) -> Void

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var cancelled: [UInt64] = []
    var isStopped = false

    mutating func take() -> Inbox {
      let content = self
      jobs.removeAll()
      cancelled.removeAll()
      return content
    }
  }

  private let inbox = Mutex(Inbox())
  private let multi: CurlMulti
  private var running: [UnsafeMutableRawPointer: (transfer: CurlTransfer, completion: Completion)] = [:]

  init(maxConnectionsPerHost: Int) throws(TransportError) {
    multi = try CurlMulti(maxConnectionsPerHost: maxConnectionsPerHost)
    // The thread keeps the loop alive until it is stopped.
    Thread.detachNewThread { self.run() }
  }

  // MARK: - From any thread

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.withLock { $0.jobs.append(job) }
    multi.wakeUp()
  }

  /// Aborts the transfer; nothing happens where it has ended or never started.
  func cancel(_ id: UInt64) {
    inbox.withLock { $0.cancelled.append(id) }
    multi.wakeUp()
  }

  /// Ends the thread once nothing is left to do; no job may come afterwards.
  func stop() {
    inbox.withLock { $0.isStopped = true }
    multi.wakeUp()
  }

  // MARK: - On the loop's thread

  /// Begins a transfer; `completion` is called on this thread, exactly once.
  func start(_ transfer: CurlTransfer, then completion: @escaping Completion) {
    do throws(TransportError) {
      try multi.add(transfer.easy.raw)
      running[transfer.easy.raw] = (transfer, completion)
    } catch {
      completion(.failure(error))
    }
  }

  private func run() {
    while true {
      let work = inbox.withLock { $0.take() }
      for job in work.jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
      for id in work.cancelled { abort(id) }
      if work.isStopped, work.jobs.isEmpty, running.isEmpty { return }
      do throws(TransportError) {
        try multi.perform()
        while let finished = multi.nextFinished() {
          end(finished.easy) { $0.result(finished.code) }
        }
        // A wake-up that came since the inbox was emptied is not lost: it ends this wait at once.
        try multi.wait(milliseconds: running.isEmpty ? 60_000 : 1_000)
      } catch {
        for easy in Array(running.keys) { end(easy) { _ in .failure(error) } }
        // Whatever broke libcurl's waiting must not turn this loop into a busy one.
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  private func abort(_ id: UInt64) {
    guard let easy = running.first(where: { $0.value.transfer.id == id })?.key else { return }
    end(easy) { _ in .failure(.aborted) }
  }

  private func end(
    _ easy: UnsafeMutableRawPointer, _ result: (CurlTransfer) -> Result<HTTPResponse, TransportError>
  ) {
    guard let (transfer, completion) = running.removeValue(forKey: easy) else { return }
    let result = result(transfer)
    multi.remove(easy)
    completion(result)
  }
}
