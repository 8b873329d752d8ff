using Microsoft.AspNetCore.Http;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>A whole request body in a pooled buffer. Its bytes are gone when it is disposed.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Binary tensors start at a multiple of this many bytes, whatever the JSON before them takes.</summary>
    private const int Alignment = 64;

    // More than this is not allocated on the word of a Content-Length: the client has to send as much first.
    private const int TrustedBytes = 1 << 20;

    private readonly PinnedBufferPool _pool;
    private readonly int _jsonLength;
    private byte[] _buffer;
    private int _start;
    private int _length;

    private RequestBody(PinnedBufferPool pool, int capacity, int jsonLength)
    {
        (_pool, _jsonLength) = (pool, jsonLength);
        (_buffer, _start) = Rent(capacity);
    }

    /// <summary>The body. The array does not move, so pinning it costs nothing.</summary>
    public Memory<byte> Bytes => System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(_buffer, _start, _length);

    /// <summary>Reads to the end; throws <see cref="WeftException"/> past <paramref name="limit"/> bytes.</summary>
    /// <param name="jsonLength">Bytes before the first binary tensor.</param>
    public static async Task<RequestBody> ReadAsync(HttpContext context, PinnedBufferPool pool, int limit, int jsonLength)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new WeftException(KaasDiagnostics.UnsupportedEncoding.At(default, encoding));
        if (request.ContentLength > limit) throw TooLarge(limit);
        var expected = request.ContentLength is { } length ? (int)length : Math.Min(limit, 1 << 14);
        var body = new RequestBody(pool, Math.Min(expected, TrustedBytes), jsonLength);
        try
        {
            await body.FillAsync(request.Body, (int?)request.ContentLength, limit, context.RequestAborted).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) _pool.Return(_buffer);
        (_buffer, _start, _length) = ([], 0, 0);
    }

    private async Task FillAsync(Stream stream, int? expected, int limit, CancellationToken cancellation)
    {
        while (_length != expected)
        {
            if (_start + _length == _buffer.Length) Grow(expected ?? (int)Math.Min(2L * _buffer.Length, limit + 1L));
            var read = await ReadAsync(stream, _buffer.AsMemory(_start + _length), cancellation).ConfigureAwait(false);
            if (read == 0) return;
            _length += read;
            if (_length > limit) throw TooLarge(limit);
        }
    }

    // What Kestrel cannot read is the client's doing, though it says so of most and not of all: a chunk of 2^31 bytes, a reset connection.
    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> target, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(target, cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not BadHttpRequestException && !cancellation.IsCancellationRequested)
        {
            throw new WeftException(KaasDiagnostics.BadRequest.At(default, e.Message), e);
        }
    }

    private void Grow(int capacity)
    {
        var (buffer, start) = Rent(capacity);
        _buffer.AsSpan(_start, _length).CopyTo(buffer.AsSpan(start));
        _pool.Return(_buffer);
        (_buffer, _start) = (buffer, start);
    }

    private (byte[] Buffer, int Start) Rent(int capacity)
    {
        var buffer = _pool.Rent(capacity + Alignment);
        var misplaced = (int)((PinnedBufferPool.AddressOf(buffer) + _jsonLength) % Alignment);
        return (buffer, misplaced == 0 ? 0 : Alignment - misplaced);
    }

    private static WeftException TooLarge(int limit) => new(KaasDiagnostics.RequestTooLarge.At(default, $"{limit}"));
}
