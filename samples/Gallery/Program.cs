// Each kernel of the gallery is written twice, as a C# method and in .weft. This runs both, on the processor and in the interpreter, and
// holds the results to what the plain C# method gives. Names of kernels as arguments choose some of them.
using System.Globalization;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Runtime;
using Weft.Samples;

using var cpu = CpuDevice.Open();
using var interpreter = new Device("interp", new InterpreterCompiler());
var chosen = Gallery.Examples.Where(e => args.Length == 0 || args.Contains(e.Name)).ToArray();
var areAllEqual = true;

foreach (var chapter in chosen.GroupBy(e => e.Chapter))
{
    Console.WriteLine(chapter.Key);
    foreach (var example in chapter) Console.WriteLine($"  {example.Name,-18}{Verdict(example)}");
}

return areAllEqual ? 0 : 1;

string Verdict(Example example)
{
    var expected = example.NewArguments();
    example.RunPlain(expected);
    string[] differences =
    [
        .. Difference("C# on cpu", arguments => example.RunMethod(cpu, arguments)),
        .. Difference("C# interpreted", arguments => example.RunMethod(interpreter, arguments)),
        .. Difference(".weft on cpu", arguments => example.RunWeft(cpu, arguments)),
        .. Difference(".weft interpreted", arguments => example.RunWeft(interpreter, arguments)),
    ];
    areAllEqual &= differences.Length == 0;
    return differences.Length > 0 ? string.Join("; ", differences)
        : example.Tolerance == 0 ? "equal, bit for bit"
        : string.Create(CultureInfo.InvariantCulture, $"equal within {example.Tolerance:0e+0}");

    IEnumerable<string> Difference(string way, Action<object[]> run)
    {
        var arguments = example.NewArguments();
        run(arguments);
        return example.Difference(expected, arguments) is { } difference ? [$"{way}: {difference}"] : [];
    }
}
