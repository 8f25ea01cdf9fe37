import TradingTesting

/// The signing keys in the other forms in which credentials come, and what one of them signs.
enum KeyFixtures {
  /// The key as a file has it, which ends with its last line.
  static let ed25519 = SigningKeys.ed25519Private + "\n"
  static let ed25519Base64 = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"

  /// The RSA key as PKCS#1.
  static let rsaPKCS1 = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEAyLSHIYoPfFcA5lxjbY9gNRXwdxLZAPoaju6G1MbZ41+8/n/h
    jTPKUI3MPeX3UW6hyNYjwQ/T+XlizqY/HvPPU+IrQoH1gT5/N3A525NZ2Bm8XpNH
    HLAE4wWUbw/I4fm+7VKf/Rdg/rlN0lx3+2Dcxouu2LHJI8/4nzeRYTuZ5jHrNCaE
    O0r6lISfWMbi6kE/iTANFKlJ7ElzMpBXwYWNWrrjO2b0Pl6OmRdLroJCIgkLZxFV
    EkItJSYye0QP8iv6EnZQcen/FU0TfrJVthYKx27klRQWWOY///77Oluu28R6ljJy
    peNpNo5bJhaiTQsyY/Kr8w8KniWM7qJVSuQw2QIDAQABAoIBACiI7VHExGPkXnYn
    6pzR/Cg8ihhCYjlkScDcQ7btgkv9pfnwcelGsHGcccd+jniP03TwasAvJiyYa3A4
    +z6RFypl3z7LaH311VOpAsZp+BdA+15OeGo+0n3XPqc/lN6uxfTAXzeKZTiMzD7U
    Fhda9LvUsjdpkKn+8sOVQXNVyjtHNcNaKeYHopG+nc4vZ/ZCwave4ahVGMPaxWwD
    YRbmmzw/5dJy5H7Fu571pYFs+wjXmGwqVckj2HOWw19YP/ufuiM45JNk+VU8O3o+
    7fZKrr9MN2lWn1pfT9MtgDZx7PqKz+ym2/jHEzt3rlYQyCSTWun/bPLtHKK6LpWR
    G/HQ3pECgYEA94Z7iAnK69zSad5qbxHkdDqeD+aUuWfznT8SyyKRwFqpNRL2ukzz
    lxC/ZRikq8To13QYN0E4gadP1pIHzrKDL9qR+KW+YDT6JEP8JHgCmf2n3gTyQ5QK
    p4Up2ruuKiOAKs3KyInUZT9vAsD2VW5XWHxsFEc3BNzto4c9l8MONacCgYEAz5Os
    vYYvWr2Ni/TOXomhQ2dQ+RhJnZK77rs7Elcp6jBch4HvgwVB6tTVJTEC3kcadBbR
    KJSVl4rZjRMFB4l4jr7B62dpV/eoaKTjD1VF3MBIGFOrwFZAg57b3pTDROKDFYmb
    uArTIo12k+6e04kllla7JL02B3W7t0bAY2vkNX8CgYA1C9gbfmXDiG57i9Ppe78m
    /Yz0QWksFtAJqgPADueHfqZ2nlrL8EPf4xHxe4eG3Es+KT4rUUnn11Bv3pnXvUAK
    GGBiFjsnaRMWhI9bzXBZShgYp5y3yNlDr3EZ1FDt7O/BvJqxwYAINsD2qR3hjyUe
    7INJET4ER8iR3CDiDkZUTwKBgENve1/69uloyVJdjqnB1qUaLIEwNcI+SFWvd+pm
    bNSLL5RKTzBmhdqvmCtD9+WUffCW9Q5U7yBTWIfvVOP08jiVmlRKvTt51rlgT+/M
    SS0FPqbAj/ylSMI52r494A5B9EoL8Y3h3mPMR2iZzfl1BcQImzW9To8v3XMWRixG
    gdYrAoGBAJHrL7Nro08StdgLIBoAvNm/vx67NHmIWJiq5HHRj/ytYXXLu89dWjDw
    At83rTuaeAgGU165SwV9NPxxJwtf3Wf3Y0fZRe6nhloOk8e3RivEeLJh8DxKhHZH
    VT/15oO8p4RYVJaUPdWyouHQNL4hQuDO/CB9HXnaEMJWDjzfLz6t
    -----END RSA PRIVATE KEY-----
    """

  /// What OpenSSL signs `timestamp=1578963600000` with (RSASSA-PKCS1-v1_5, SHA-256).
  static let rsaSignature =
    "fBiRjyEScES10/xKiOv/uxsKEuz6Xqu131EygldXoTUtGBy7xCV3cUijaRzSL+Nmw6bYAD96dhLxRwufgvv/D1zomO"
    + "939+Zqj1zmvKHaPC0pGBoAUazN9mw8PRXWbhf4v4h2G5DxlnZYvGVvK57+tQidlO3PFRhL3w/3CKv51/XaWe7njQIG"
    + "Q7/zZuczS5RBnXjJ4iCBDkZ5V+07hMteW0NvC65LzlSrxcKnNU1FWDQQLcP4LwvgRyLLxDF1fMyjIMbB6O5d1pDmwB"
    + "w0TLFClD9IwaKUwrscKkKgPqnMsIaeo2M5hnodQCv3jqB7IJxIw6tlcjdAsXC6kzeKEZRu3A=="
}
