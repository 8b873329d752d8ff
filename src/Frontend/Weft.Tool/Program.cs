using Weft.Tool;

try
{
    return (int)Commands.Run(ToolContext.OfProcess(), args);
}
#pragma warning disable CA1031 // A mistake of ours: say so in a line; the stack is for those who look for it.
catch (Exception mistake)
#pragma warning restore CA1031
{
    var isTraced = Environment.GetEnvironmentVariable("WEFT_TRACE") is { Length: > 0 };
    Console.Error.WriteLine(isTraced
        ? $"weft: internal error: {mistake}"
        : $"weft: internal error: {mistake.GetType().Name}: {mistake.Message} (please report it; WEFT_TRACE=1 shows where)");
    return (int)ExitCode.Internal;
}
