using System.Text;

namespace Weft.Tool.Tests;

/// <summary><c>weft serve</c> on a free port of this machine, with its state and its clients' files in a workplace.</summary>
internal sealed class LocalServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly SharedWriter _output = new();
    private readonly SharedWriter _log = new();
    private readonly Task<ExitCode> _server;

    public LocalServer(Workplace work)
    {
        var context = work.Context(_output, _log, _stop.Token);
        _server = Task.Run(() => Commands.Run(context, ["serve", "--listen", "http://127.0.0.1:0"]));
        // It says that it serves when everything is in place.
        bool Serves() => _output.ToString().Contains("serving cpu on http://127.0.0.1:", StringComparison.Ordinal);
        var isUp = SpinWait.SpinUntil(() => _server.IsCompleted || Serves(), Patience);
        Assert.True(isUp && !_server.IsCompleted, $"the server did not start: {_output}{_log}");
    }

    public string Url => _output.ToString().Split(' ', '\n').First(w => w.StartsWith("http://", StringComparison.Ordinal));

    public string Token => _log.ToString().Split("new token: ")[1].Split('\n')[0];

    /// <summary>Stops the server and gives its exit code.</summary>
    public ExitCode Stop()
    {
        _stop.Cancel();
        Assert.True(_server.Wait(Patience), "the server did not stop");
        return _server.Result;
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private sealed class SharedWriter : StringWriter
    {
        private readonly Lock _lock = new();

        public SharedWriter() => NewLine = "\n";

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_lock) base.Write(value);
        }

        public override void Write(string? value)
        {
            lock (_lock) base.Write(value);
        }

        public override void WriteLine(string? value)
        {
            lock (_lock) base.WriteLine(value);
        }

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }

        public override string ToString()
        {
            lock (_lock) return base.ToString();
        }
    }
}
