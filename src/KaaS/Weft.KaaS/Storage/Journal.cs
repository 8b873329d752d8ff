using Microsoft.Win32.SafeHandles;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>
/// An append-only file of records. A record is on the disk when <see cref="Append"/> returns. A record that a crash left
/// incomplete at the end is dropped when the journal is opened again; damage anywhere else is an error, never a silent loss.
/// Not safe for several threads at once.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly string _path;
    private SafeFileHandle _file;
    private long _length;
    private ulong _sequence;
    private bool _broken;

    private Journal(string path, SafeFileHandle file) => (_path, _file) = (path, file);

    /// <summary>Records in the file.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in the file.</summary>
    public long Length => _length;

    /// <summary>The warning about an incomplete last record that was dropped, or null.</summary>
    public Diagnostic? Torn { get; private set; }

    /// <summary>Opens or creates the file and hands every record to <paramref name="replay"/>, oldest first.</summary>
    public static Journal Open(string path, Action<ReadOnlyMemory<byte>> replay)
    {
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var journal = new Journal(path, file);
            journal.Replay(replay);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record and waits for the disk. Throws <see cref="IOException"/> when it could not be stored; the file is then
    /// as before, or, where even that fails, refuses further records.</summary>
    public void Append(ReadOnlySpan<byte> record)
    {
        if (_broken) throw new IOException($"'{_path}' failed earlier; restart the server");
        var frame = JournalFrame.Encode(record, _sequence + 1);
        try
        {
            RandomAccess.Write(_file, frame, _length);
            RandomAccess.FlushToDisk(_file);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            CutBack();
            throw new IOException(e.Message, e);
        }

        (_length, _sequence, Count) = (_length + frame.Length, _sequence + 1, Count + 1);
    }

    /// <summary>Replaces the whole content; a crash leaves the old content or the new, nothing between.</summary>
    public void Rewrite(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var next = _path + ".new";
        var (length, count) = ((long)JournalFrame.Magic.Length, 0);
        using (var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, JournalFrame.Magic, 0);
            foreach (var record in records)
            {
                var frame = JournalFrame.Encode(record.Span, (ulong)++count);
                RandomAccess.Write(file, frame, length);
                length += frame.Length;
            }

            RandomAccess.FlushToDisk(file);
        }

        // Should opening fail, appending to the replaced file would be lost.
        _broken = true;
        File.Move(next, _path, overwrite: true);
        var opened = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _file.Dispose();
        _file = opened;
        (_length, _sequence, Count, _broken) = (length, (ulong)count, count, false);
    }

    public void Dispose() => _file.Dispose();

    private void Replay(Action<ReadOnlyMemory<byte>> replay)
    {
        var content = new byte[RandomAccess.GetLength(_file)];
        for (var read = 0; read < content.Length;)
            read += RandomAccess.Read(_file, content.AsSpan(read), read) is > 0 and var n ? n : throw new EndOfStreamException(_path);
        if (content.Length < JournalFrame.Magic.Length && JournalFrame.Magic.StartsWith(content))
        {
            Start();
            return;
        }

        if (!content.AsSpan().StartsWith(JournalFrame.Magic)) throw Damaged(0, content.Length, "it does not start as a journal");
        var position = JournalFrame.Magic.Length;
        while (position < content.Length)
        {
            if (JournalFrame.Decode(content.AsSpan(position), _sequence + 1) is not { } length)
            {
                DropTail(content, position);
                break;
            }

            replay(content.AsMemory(position + JournalFrame.HeaderSize, length));
            position += JournalFrame.HeaderSize + length;
            (_sequence, Count) = (_sequence + 1, Count + 1);
        }

        _length = position;
    }

    private void Start()
    {
        RandomAccess.Write(_file, JournalFrame.Magic, 0);
        RandomAccess.FlushToDisk(_file);
        _length = JournalFrame.Magic.Length;
    }

    // A crash can only spoil the end: a sound record behind the bad place means that something else did the damage.
    private void DropTail(byte[] content, int position)
    {
        for (var later = position + 1; later + JournalFrame.HeaderSize <= content.Length; later++)
            if (JournalFrame.Decode(content.AsSpan(later), null) is not null)
                throw Damaged(position, content.Length, $"a sound record follows at byte {later}");
        Torn = KaasDiagnostics.JournalTorn.At(default, _path, content.Length - position, position);
        RandomAccess.SetLength(_file, position);
        RandomAccess.FlushToDisk(_file);
    }

    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_file, _length);
        }
        catch (IOException)
        {
            _broken = true;
        }
    }

    private WeftException Damaged(int position, int length, string what) =>
        new(KaasDiagnostics.JournalDamaged.At(default, _path, position, length, what));
}
