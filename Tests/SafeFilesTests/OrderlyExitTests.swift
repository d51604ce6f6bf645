import Foundation
import Glibc
import Synchronization
import Testing

@testable import SafeFiles

/// What an early end of the process waits for and takes along.
@Suite struct OrderlyExitTests {
  /// A program that runs until somebody kills it, in a group of its own.
  private func sleeper() -> pid_t? {
    var process = pid_t()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600")]
    defer { words.forEach { free($0) } }
    return posix_spawnp(&process, "sleep", nil, &attributes, words + [nil], environ) == 0 ? process : nil
  }

  @Test func `programs are killed, and none starts any more`() throws {
    let exit = OrderlyExit()
    let program = try #require(exit.launch(sleeper))
    #expect(exit.statusIfEnded(of: program) == nil)
    exit.endPrograms()
    var status: Int32?
    while status == nil {
      status = exit.statusIfEnded(of: program)
      usleep(1000)
    }
    #expect(status.map { $0 & 0x7F } == SIGKILL)
    var started = false
    let refused = exit.launch {
      started = true
      return nil
    }
    #expect(refused == nil && !started)
  }

  @Test func `an end waits for what is being written, and lets nothing begin`() throws {
    let exit = OrderlyExit()
    let log = Mutex<[String]>([])
    let begun = DispatchSemaphore(value: 0)
    let go = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      exit.whole {
        begun.signal()
        go.wait()
        // A part of the whole begins while the process is closing.
        exit.whole { log.withLock { $0.append("written") } }
      }
    }
    begun.wait()
    #expect(!exit.close(within: .milliseconds(20)), "it is still being written")
    Thread.detachNewThread { exit.whole { log.withLock { $0.append("late") } } }
    go.signal()
    #expect(exit.close(within: .seconds(60)))
    #expect(log.withLock { $0 } == ["written"])
  }

  @Test func `errors and results pass through`() {
    let exit = OrderlyExit()
    #expect(exit.whole { 1 } == 1)
    #expect(throws: FileError.self) {
      try exit.whole { () throws(FileError) in throw FileError(action: "write", path: "x", reason: "full") }
    }
    #expect(exit.close(within: .zero))
  }
}
