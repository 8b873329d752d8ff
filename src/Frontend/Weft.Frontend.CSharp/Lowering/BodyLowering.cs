using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Workflows;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>The parts that lower a kernel's body, and what they share while they do.</summary>
internal sealed class BodyLowering
{
    public BodyLowering(FunctionBuilder function, Frame kernel, Compilation compilation, CancellationToken cancellation)
    {
        (Function, Frame, Compilation, Cancellation) = (function, kernel, compilation, cancellation);
        Flow = new ControlFlow(function);
        Conversions = new Conversions(function);
        Arithmetic = new Arithmetic(function);
        Checked = new CheckedArithmetic(function, Conversions);
        Expressions = new Expressions(this);
        Operators = new Operators(this);
        Math = new MathFunctions(this);
        Library = new MathLibrary(compilation);
        Arrays = new Arrays(this);
        InlineArrays = new InlineArrays(this);
        Assignments = new Assignments(this);
        Calls = new Calls(this);
        Delegates = new Delegates(this);
        Places = new Places(this);
        Structs = new Structs(this);
        OwnOperators = new OwnOperators(this);
        Nullables = new Nullables(this);
        Implementations = new Implementations(this);
        GenericNumbers = new GenericNumbers(this);
        Equality = new Equality(this);
        Inlining = new Inlining(this);
        ArrayValues = new ArrayValues(this);
        Constants = new Constants(this);
        Numerics = new Numerics(this);
        Statements = new Statements(this);
        Patterns = new Patterns(this);
        SwitchExpressions = new SwitchExpressions(this);
        Switches = new Switches(this);
        Throws = new Throws(this);
        Loops = new Loops(this);
        CountedLoops = new CountedLoops(this);
        Simt = new SimtOperations(this);
    }

    public FunctionBuilder Function { get; }

    public ControlFlow Flow { get; }

    public Conversions Conversions { get; }

    public Arithmetic Arithmetic { get; }

    public CheckedArithmetic Checked { get; }

    public Expressions Expressions { get; }

    public Operators Operators { get; }

    public MathFunctions Math { get; }

    public MathLibrary Library { get; }

    public Arrays Arrays { get; }

    public InlineArrays InlineArrays { get; }

    public Assignments Assignments { get; }

    public Calls Calls { get; }

    public Delegates Delegates { get; }

    public Places Places { get; }

    public Structs Structs { get; }

    public OwnOperators OwnOperators { get; }

    public Nullables Nullables { get; }

    public Implementations Implementations { get; }

    public GenericNumbers GenericNumbers { get; }

    public Equality Equality { get; }

    public Inlining Inlining { get; }

    public ArrayValues ArrayValues { get; }

    public Constants Constants { get; }

    public Numerics Numerics { get; }

    public Statements Statements { get; }

    public Patterns Patterns { get; }

    public SwitchExpressions SwitchExpressions { get; }

    public Switches Switches { get; }

    public Throws Throws { get; }

    public Loops Loops { get; }

    public CountedLoops CountedLoops { get; }

    public SimtOperations Simt { get; }

    /// <summary>What is otherwise in a workflow; null in a kernel.</summary>
    public WorkflowLowering? Workflow { get; set; }

    public Compilation Compilation { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The function whose body is being lowered.</summary>
    public Frame Frame { get; set; }

    public List<DiagnosticInfo> Diagnostics { get; } = [];

    /// <summary>Whether some statement was left out: the IR must not be used.</summary>
    public bool Failed { get; private set; }

    /// <summary>Records a message about a piece of source; throwing the result leaves the statement.</summary>
    public LoweringException Error(DiagnosticDescriptor descriptor, SyntaxNode at, params string[] arguments)
    {
        Diagnostics.Add(new(descriptor, DiagnosticPlace.Of(at), arguments));
        return Fail();
    }

    /// <summary>As <see cref="Error"/>, for what the C# compiler reports itself.</summary>
    public LoweringException Fail()
    {
        Failed = true;
        return new LoweringException();
    }

    /// <summary>A type with what its type parameters stand for here.</summary>
    public ITypeSymbol? Close(ITypeSymbol? type) => type is null ? null : Frame.Types.Close(type);

    /// <summary>The number type of an expression.</summary>
    public ScalarType TypeOf(IOperation op) => NumberOf(op.Type) ?? throw NotHeld(op, "");

    /// <summary>As <see cref="ScalarType.Of"/> in the function that is lowered.</summary>
    public ScalarType? NumberOf(ITypeSymbol? type) => ScalarType.Of(Close(type));

    /// <summary>The type of an expression whose value kernels can hold.</summary>
    public KernelType ValueTypeOf(IOperation op) => ValueTypeOf(op.Type, out var problem) ?? throw NotHeld(op, problem);

    /// <summary>As <see cref="KernelType.Of(ITypeSymbol?, out string)"/> in the function that is lowered.</summary>
    public KernelType? ValueTypeOf(ITypeSymbol? type, out string problem) => KernelType.Of(Close(type), out problem);

    /// <summary>The type of a value that is a number wherever the compiler has nothing to say.</summary>
    public ScalarType NumberOf(KernelType type) => type as ScalarType ?? throw Fail();

    private LoweringException NotHeld(IOperation op, string problem)
    {
        // A local of such a type is refused where it is declared.
        if (op.Type is null or { TypeKind: TypeKind.Error } || op is ILocalReferenceOperation) return Fail();
        var written = op is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : op;
        if (ArrayType.Of(Close(written.Type)) is not null)
            return Error(KernelDiagnostics.ArrayAsValue, op.Syntax, SourceText.Of(op));
        return NotHeld(op.Syntax, SourceText.Of(op), Close(op.Type)!.ToDisplayString(), problem);
    }

    /// <summary>Tells about a value of a type that kernels do not have.</summary>
    public LoweringException NotHeld(SyntaxNode at, string what, string type, string problem) =>
        Error(KernelDiagnostics.UnsupportedType, at, what, type + (problem.Length == 0 ? "" : $" ({problem})"));

    /// <summary>What follows is made from this piece of source.</summary>
    public FunctionBuilder At(IOperation op) => Function.At(op);
}
