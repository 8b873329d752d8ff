using System.Collections.Immutable;
using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft run FILE.mlir -e main</c>: runs a function without arguments, which may print, and prints its result, as
/// mlir-runner does.</summary>
internal static class ProgramRun
{
    private const string ResultName = "result";

    // The results that mlir-runner prints, in its formats.
    private static readonly (string Name, IrType? Type, Func<Tensor, string> Format)[] Kinds =
    [
        ("void", null, _ => ""),
        ("i32", IntegerType.I32, value => value.As<int>()[0].ToString(CultureInfo.InvariantCulture)),
        ("i64", IntegerType.I64, value => value.As<long>()[0].ToString(CultureInfo.InvariantCulture)),
        ("f32", FloatType.F32, value => CFormat.Exponential(value.As<float>()[0])),
    ];

    /// <summary>The values of <c>--entry-result</c>.</summary>
    public static IEnumerable<string> Results => Kinds.Select(kind => kind.Name);

    public static ExitCode Run(ToolContext context, string file, string name, string? expected, string target)
    {
        if (SourceFile.Module(context, file, new IrContext(StandardDialects.All)) is not { } module) return ExitCode.BadInput;
        var function = Find(context, module, file, name);
        var kind = KindOf(function, expected);
        ProgramCalls.Require(function);

        var entry = ProgramEntry.AddTo(module, function, ResultName);
        var diagnostics = new DiagnosticBag();
        var program = KernelProgram.Of(module, diagnostics) ?? throw new WeftException(diagnostics[0]);
        var signature = program.Find(entry)!;
        var (inputs, shapes) = (ImmutableDictionary<string, Tensor>.Empty, ImmutableDictionary<string, ImmutableArray<long>>.Empty);
        var invocation = Invocation.Bind(signature, inputs, shapes, diagnostics) ?? throw new WeftException(diagnostics[0]);
        var printed = context.IsOutputPiped ? new HeldOutput(context.Out) : context.Out;
        using var device = Devices.OpenForPrograms(target, printed);
        try
        {
            device.Load(program, entry).Launch(invocation, context.Stop);
            foreach (var (_, value) in invocation.Outputs) context.Out.WriteLine(Kinds[kind].Format(value));
        }
        finally
        {
            printed.Flush();
        }

        return ExitCode.Done;
    }

    private static FuncOp Find(ToolContext context, ModuleOp module, string file, string name)
    {
        var functions = module.Body.Entry.Ops.OfType<FuncOp>().Where(f => !f.IsDeclaration).ToList();
        if (functions.Find(f => f.SymName == name) is { } found) return found;
        // Half of MLIR's own programs begin at @entry, a few at the first function that takes nothing.
        var other = functions.Find(f => f.SymName == "entry") ?? functions.Find(f => f.Type.Inputs.Count == 0);
        if (name == "main" && other is not null)
        {
            context.Error.WriteLine($"{file}: there is no @main; running @{other.SymName}");
            return other;
        }

        var names = functions.Select(f => f.SymName).ToList();
        var known = string.Join(", ", names);
        throw new WeftException(ToolDiagnostics.UnknownFunction.At(default, file, name, known, Suggestion.For(name, names)));
    }

    private static int KindOf(FuncOp function, string? expected)
    {
        var (name, type) = (function.SymName, function.Type);
        if (type.Inputs.Count > 0) throw new WeftException(ToolDiagnostics.TakesArguments.At(function.Location, name, type));
        var result = type.Results.Count == 1 ? type.Results[0] : null;
        var kind = type.Results.Count > 1 ? -1 : Array.FindIndex(Kinds, k => k.Type == result);
        var gives = type.Results.Count == 0 ? "nothing" : string.Join(", ", type.Results);
        if (kind < 0) throw new WeftException(ToolDiagnostics.ResultNotPrintable.At(function.Location, name, gives));
        if (expected is not null && Kinds[kind].Name != expected)
            throw new WeftException(ToolDiagnostics.ResultMismatch.At(function.Location, name, gives, expected));
        return kind;
    }
}
