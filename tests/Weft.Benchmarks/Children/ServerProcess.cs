using System.Diagnostics;

namespace Weft.Benchmarks;

/// <summary><c>weft serve</c> in a process of its own with a data directory of its own, on loopback, until disposed or too old.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Timer _deadline;
    private readonly string _data = Directory.CreateTempSubdirectory("weft-serve-").FullName;

    public ServerProcess()
    {
        Socket = Path.Combine(_data, "socket");
        var start = Child.Start("dotnet", Repository.Tool, "serve", "--listen", "http://127.0.0.1:0", "--socket", Socket, "--data", _data);
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _deadline = new Timer(_ => _process.Kill(), null, s_deadline, Timeout.InfiniteTimeSpan);
        const string Words = " on http://127";
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.Contains(Words, StringComparison.Ordinal)) continue;
            Address = new Uri(line[(line.IndexOf(Words, StringComparison.Ordinal) + 4)..]);
            break;
        }

        if (Address is null) throw new InvalidOperationException("the server did not start");
        Token = File.ReadLines(Path.Combine(_data, "token")).First();
    }

    public Uri Address { get; } = null!;

    public string Socket { get; }

    public string Token { get; }

    public void Dispose()
    {
        _deadline.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
