using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using Weft.Backends.Llvm;
using Weft.KaaS.Host;

namespace Weft.Tool;

/// <summary><c>weft serve</c>: the kernel server, until it is interrupted.</summary>
internal static class ServeCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("serve", "serve kernels and workflows over HTTP", Describe);

    private static CommandSyntax Describe()
    {
        var listen = new Option<string>("--listen")
        {
            Description = "address to listen on; port 0 for any free one",
            DefaultValueFactory = _ => "http://127.0.0.1:8470",
        };
        var socket = new Option<string?>("--socket") { Description = "a Unix socket to listen on, too" };
        var data = new Option<string?>("--data") { Description = "where the server keeps its state; ~/.weft unless given" };
        var tokens = new Option<string?>("--token-file") { Description = "the accepted tokens, one a line" };
        return new(new Command("serve", "Starts a kernel server.") { listen, socket, data, tokens }, (context, parsed, stop) => Serve(
            context,
            new KaasOptions
            {
                Listen = parsed.GetValue(listen),
                Socket = parsed.GetValue(socket) is { } path ? context.Resolve(path) : null,
                DataDirectory = context.Resolve(parsed.GetValue(data) ?? ServerAddress.DirectoryOf(context)),
                TokenFile = parsed.GetValue(tokens) is { } file ? context.Resolve(file) : null,
                Log = context.Error,
            },
            stop));
    }

    private static async Task<ExitCode> Serve(ToolContext context, KaasOptions options, CancellationToken stop)
    {
        _ = TargetSpec.DetectHost(); // where LLVM is missing, that is said now and not at the first deployment
        using var device = Devices.Open("cpu", context);
        var server = await KaasServer.StartAsync(options, new ToolchainService(), device, TimeProvider.System, CancellationToken.None)
            .ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var url = server.Urls.FirstOrDefault(u => !u.StartsWith("http://unix:", StringComparison.Ordinal));
            // Clients on this machine find the server by this file.
            var marker = Path.Combine(options.DataDirectory, "url");
            if (url is not null) context.Write(marker, Encoding.ASCII.GetBytes(url + "\n"));
            foreach (var address in server.Urls)
                await context.Out.WriteLineAsync($"serving {device.Name} on {address}").ConfigureAwait(false);
            await context.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Interrupted(stop).ConfigureAwait(false);
            File.Delete(marker);
        }

        return ExitCode.Done;
    }

    private static async Task Interrupted(CancellationToken stop)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            signal.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var stopped = stop.UnsafeRegister(_ => signal.TrySetResult(), null);
        await signal.Task.ConfigureAwait(false);
    }
}
