import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of a program that prints a key: no shell, no input, its messages discarded, bounded in time and output.
///
/// What the program writes to standard error is not shown: a script that traces itself would print the key there.
struct SecretCommand {
  let words: [String]
  let environment: [String: String]
  let timeLimit: Duration
  let sizeLimit: Int

  enum Result {
    case output([UInt8])
    case failure(SecretError.Kind, String)
  }

  func run() -> Result {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(.command, lastError()) }
    defer { close(ends[0]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let spawned = spawn(output: ends[1])
    close(ends[1])
    let process: pid_t
    switch spawned {
    case .success(let started): process = started
    case .failure(let error):
      return .failure(error.code == ENOENT ? .missing : .command, "\(words[0]): \(text(of: error.code))")
    }
    let deadline = ContinuousClock.now + timeLimit
    let output = read(from: ends[0], until: deadline)
    if case .failure = output { kill(-process, SIGKILL) }
    guard let status = wait(for: process, until: deadline) else {
      kill(-process, SIGKILL)
      _ = wait(for: process, until: .now + .seconds(5))
      return .failure(.command, "it took longer than \(timeLimit)")
    }
    guard case .output = output else { return output }
    // The low seven bits are the signal, the next byte the exit code (waitpid's status on Linux and macOS).
    if status & 0x7F != 0 { return .failure(.command, "the program was ended by signal \(status & 0x7F)") }
    let code = (status >> 8) & 0xFF
    return code == 0 ? output : .failure(.command, "the program ended with exit code \(code)")
  }

  private struct SystemError: Error {
    let code: Int32
  }

  private func spawn(output: Int32) -> Swift.Result<pid_t, SystemError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that children of the program end with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var code = ECANCELED
    let started = OrderlyExit.process.launch {
      var process = pid_t()
      code = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &variables)
      return code == 0 ? process : nil
    }
    return started.map { .success($0) } ?? .failure(SystemError(code: code))
  }

  private func read(from descriptor: Int32, until deadline: ContinuousClock.Instant) -> Result {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return .failure(.command, "it took longer than \(timeLimit)") }
      let milliseconds =
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waited, 1, Int32(clamping: milliseconds))
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = buffer.withUnsafeMutableBytes { raw in
        // Fully qualified names differ between the C libraries; the raw call is the same.
        readBytes(descriptor, raw.baseAddress, raw.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0, ready > 0 else { return .failure(.command, lastError()) }
      if count == 0 { return .output(bytes) }
      bytes += buffer[..<count]
      guard bytes.count <= sizeLimit + 2 else {
        return .failure(.content, "the program printed more than \(sizeLimit) bytes")
      }
    }
  }

  private func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> Int32? {
    while true {
      if let status = OrderlyExit.process.statusIfEnded(of: process) { return status }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(2000)
    }
  }

  private func lastError() -> String { text(of: errno) }

  private func text(of code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}

private func readBytes(_ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, target, count)
}
