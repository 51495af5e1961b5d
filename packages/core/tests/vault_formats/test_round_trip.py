from claudeprojects.core.vault.textfile import TextFile, content_hash, decode
from hypothesis import given
from hypothesis import strategies as st

utf8 = st.text(max_size=200).map(lambda text: text.encode("utf-8"))
starts = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"---\r\n", b"\t", b"\0"])
ends = st.sampled_from([b"", b"\n", b"\r\n", b"\r", b" \t", b"\n\n"])


@given(starts, utf8, ends)
def test_decoding_and_encoding_gives_the_same_bytes(start: bytes, middle: bytes, end: bytes) -> None:
    data = start + middle + end
    assert decode(data).encode() == data


def test_the_byte_order_mark_is_kept_apart_from_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb") == TextFile("a\r\nb", bom=True)


def test_bytes_that_are_not_utf8_are_refused() -> None:
    for data in (b"\xff\xfe", b"a\xe9b", b"\xed\xa0\x80", b"\xc0\x80"):
        try:
            decode(data)
        except UnicodeDecodeError:
            continue
        raise AssertionError(data)


def test_a_content_hash_is_128_bits_of_the_bytes() -> None:
    assert content_hash(b"") == "cae66941d9efbd404e4d88758ea67670"
    assert content_hash(b"a") != content_hash(b"a\n")
