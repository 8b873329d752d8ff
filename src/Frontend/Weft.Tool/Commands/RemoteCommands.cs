using System.Collections.Immutable;
using System.CommandLine;
using Weft.IR;
using Weft.KaaS.Client;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The commands that talk to a server: deploy, invoke, list, undeploy.</summary>
internal static class RemoteCommands
{
    public static ToolCommand Deploy { get; } = CommandLine.Command("deploy", "verify and deploy the kernels of a file", DescribeDeploy);

    public static ToolCommand Invoke { get; } = CommandLine.Command("invoke", "call a deployed kernel on files", DescribeInvoke);

    public static ToolCommand List { get; } = CommandLine.Command("list", "the kernels that a server has", DescribeList);

    public static ToolCommand Undeploy { get; } = CommandLine.Command("undeploy", "take a kernel down", DescribeUndeploy);

    private static CommandSyntax DescribeDeploy()
    {
        var file = new Argument<string>("FILE") { Description = "a .weft, .mlir or .weftpkg file" };
        var name = new Option<string?>("--name") { Description = "deploy this kernel only" };
        var server = new ServerAddress();
        var command = new Command("deploy", "Deploys kernels.") { file, name };
        server.AddTo(command);
        return new(command, async (context, parsed, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            var (source, kind) = SourceFile.Read(context, path);
            using var client = server.Connect(context, parsed);
            var options = new DeployOptions { Name = parsed.GetValue(name), File = path, Kind = kind, Warn = context.Diagnostics.Write };
            var deployed = await client.DeployAsync(source, options, cancellation).ConfigureAwait(false);
            foreach (var kernel in deployed)
            {
                context.Inform($"{kernel.Name} {kernel.Version}: {Report(kernel)}");
                context.Inform($"  {client.AddressOf(kernel.Name)}");
            }

            return ExitCode.Done;
        });
    }

    private static CommandSyntax DescribeInvoke()
    {
        var name = new Argument<string>("NAME") { Description = "the kernel or workflow" };
        var (server, tensors) = (new ServerAddress(), new TensorArguments());
        var command = new Command("invoke", "Calls a deployed kernel.") { name };
        server.AddTo(command);
        tensors.AddTo(command);
        return new(command, async (context, parsed, cancellation) =>
        {
            using var client = server.Connect(context, parsed);
            var status = await client.StatusAsync(parsed.GetValue(name)!, cancellation).ConfigureAwait(false);
            var parameters = status.Latest.Parameters.Select(KernelParameter.TryParse).OfType<KernelParameter>();
            var signature = new KernelSignature(status.Latest.Name, [.. parameters]);
            tensors.RequireOutputs(parsed, signature);
            var inputs = tensors.Inputs(context, parsed, signature);
            var options = new InvokeOptions { OutputShapes = ImmutableDictionary.CreateRange(tensors.Shapes(parsed)) };
            var outputs = await client.InvokeAsync(parsed.GetValue(name)!, inputs, options, cancellation).ConfigureAwait(false);
            tensors.Write(context, parsed, outputs.Select(o => (o.Key, o.Value)));
            return ExitCode.Done;
        });
    }

    private static CommandSyntax DescribeList()
    {
        var server = new ServerAddress();
        var command = new Command("list", "Lists deployed kernels.");
        server.AddTo(command);
        return new(command, async (context, parsed, cancellation) =>
        {
            using var client = server.Connect(context, parsed);
            foreach (var kernel in await client.ListAsync(cancellation).ConfigureAwait(false))
                await context.Out.WriteLineAsync($"{kernel.Version}  {kernel}").ConfigureAwait(false);
            return ExitCode.Done;
        });
    }

    private static CommandSyntax DescribeUndeploy()
    {
        var name = new Argument<string>("NAME");
        var server = new ServerAddress();
        var command = new Command("undeploy", "Takes a kernel down.") { name };
        server.AddTo(command);
        return new(command, async (context, parsed, cancellation) =>
        {
            using var client = server.Connect(context, parsed);
            await client.UndeployAsync(parsed.GetValue(name)!, null, cancellation).ConfigureAwait(false);
            context.Inform($"{parsed.GetValue(name)} is down");
            return ExitCode.Done;
        });
    }

    private static string Report(KernelInfo kernel) =>
        $"accesses proved {kernel.Verification.Proved}, hoisted {kernel.Verification.Hoisted}, guarded {kernel.Verification.Guarded}";
}
