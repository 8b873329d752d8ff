using System.Collections.Concurrent;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>
/// Runs functions and workflows of a verified module: the reference that passes and back ends are tested against. Where the IR
/// leaves a result undefined it stops with an error. The module must not change while the interpreter is in use; several threads
/// may run functions at once.
/// </summary>
public sealed class Interpreter
{
    private readonly ModuleOp _module;
    private readonly ConcurrentDictionary<Operation, FunctionCode> _functions = new();
    private readonly Lazy<Globals> _globals;

    public Interpreter(ModuleOp module)
    {
        _module = module;
        _globals = new(() => new(module, mayRunOn: Output is not null));
    }

    public const int DefaultCallDepth = 1000;

    /// <summary>Calls that may be in progress at once; one more is an error, as one more than the stack has place for.</summary>
    public int MaxCallDepth { get; init; } = DefaultCallDepth;

    /// <summary>What programs print on through <see cref="HostFunctions"/>; null when they may not call any.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Whether the table of semantics has the operation.</summary>
    public static bool HasSemantics(Operation op) => OpSemantics.Of(op) is not null;

    /// <summary>Runs one function of a module once.</summary>
    public static RuntimeValue[] Run(ModuleOp module, string function, params IReadOnlyList<RuntimeValue> arguments) =>
        new Interpreter(module).Run(function, arguments);

    /// <summary>
    /// Runs a function to its end and gives its results. Throws <see cref="KernelFaultException"/> when a check, an access or a
    /// division fails, another <see cref="WeftException"/> when the program cannot be run or a result is undefined.
    /// </summary>
    public RuntimeValue[] Run(string function, IReadOnlyList<RuntimeValue> arguments, CancellationToken cancellation = default)
    {
        var code = Function(function);
        return code.Call(new Frame(this, code, cancellation), [.. arguments]);
    }

    internal FunctionCode Function(string name)
    {
        var functions = _module.Body.Entry.Ops.Where(op => op is IFunction).ToList();
        var found = functions.Find(op => ((IFunction)op).SymName == name);
        return found is not null
            ? Function(found)
            : throw new WeftException(InterpreterDiagnostics.UnknownFunction.At(
                _module.Location, name, string.Join(", ", functions.Select(op => ((IFunction)op).SymName))));
    }

    internal MemRef Global(GlobalOp global) => _globals.Value[global];

    internal FunctionCode Function(Operation operation) => _functions.GetOrAdd(operation, static (op, self) => new(self, op), this);
}
