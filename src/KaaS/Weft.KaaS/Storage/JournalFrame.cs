using System.Buffers.Binary;
using System.Numerics;

namespace Weft.KaaS;

/// <summary>One record on the disk: length, sequence number, CRC of the content, CRC of these three, content. Little-endian,
/// CRC-32C.</summary>
internal static class JournalFrame
{
    public const int HeaderSize = 20;

    public static ReadOnlySpan<byte> Magic => "WEFTJNL1"u8;

    public static byte[] Encode(ReadOnlySpan<byte> content, ulong sequence)
    {
        var frame = new byte[HeaderSize + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(12), Crc(content));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), Crc(frame.AsSpan(0, 16)));
        content.CopyTo(frame.AsSpan(HeaderSize));
        return frame;
    }

    /// <summary>The content's length, or null when no sound record stands here.</summary>
    /// <param name="sequence">The number that the record must have; null for any.</param>
    public static int? Decode(ReadOnlySpan<byte> bytes, ulong? sequence)
    {
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) != Crc(bytes[..16])) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 0 || length > bytes.Length - HeaderSize) return null;
        if (sequence is not null && BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]) != sequence) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc(bytes.Slice(HeaderSize, length)) ? length : null;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
