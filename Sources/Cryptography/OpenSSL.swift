import COpenSSL

/// What OpenSSL says about its last failure on this thread.
enum OpenSSL {
  /// `sentence`, followed by the newest entry of the error queue, which is emptied.
  static func failure(_ sentence: String) -> String {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    guard code != 0 else { return sentence }
    var text = [UInt8](repeating: 0, count: 256)
    text.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { ERR_error_string_n(code, $0.baseAddress, $0.count) }
    }
    return "\(sentence): \(String(decoding: text.prefix { $0 != 0 }, as: UTF8.self))"
  }
}
