using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weft.Frontend.CSharp.Workflows;

namespace Weft.Frontend.CSharp;

/// <summary>What the declaration of a kernel must be.</summary>
/// <param name="syntax">Null where it is in another project.</param>
internal sealed class DeclarationRules(IMethodSymbol method, SyntaxNode? syntax, DiagnosticPlace name, bool isSimt)
{
    private readonly bool _isWorkflow = WorkflowOptions.IsWorkflow(method);

    public List<DiagnosticInfo> Diagnostics { get; } = [];

    /// <summary>Those that are sound.</summary>
    public List<ParameterModel> Parameters { get; } = [];

    /// <summary>What the kernel returns, where that is sound.</summary>
    public ResultModel? Result { get; private set; }

    /// <summary>Whether a launch class can be written, be the body what it may.</summary>
    public bool CanLaunch { get; private set; } = true;

    /// <param name="body">Bound only for those parameters that need it: declarations are read at each keystroke.</param>
    /// <param name="types">What is wrong with the types that a generic kernel is compiled for.</param>
    public void Check(Lazy<IOperation?> body, string? types)
    {
        if (syntax is LocalFunctionStatementSyntax)
        {
            Report(KernelDiagnostics.LocalFunction, name, method.Name);
            return;
        }

        if (types is not null)
        {
            Report(KernelDiagnostics.Generic, name, method.Name, types);
            return;
        }

        if (!method.IsStatic) Report(KernelDiagnostics.NotStatic, name, method.Name);
        if (BodyProblem() is { } problem) Report(KernelDiagnostics.NoBody, name, method.Name, problem);
        CheckTypes(body);
        if (_isWorkflow) CheckWorkflow();
        CanLaunch = Diagnostics.Count == 0;
        var launcher = KernelNames.LauncherOf(method.Name, _isWorkflow);
        if (method.ContainingNamespace.GetTypeMembers(launcher).Length > 0)
            Report(KernelDiagnostics.NameTaken, name, method.Name, launcher);
    }

    /// <summary>What a kernel takes and returns.</summary>
    public void CheckTypes(Lazy<IOperation?> body)
    {
        if (!method.ReturnsVoid) CheckResult();
        foreach (var parameter in method.Parameters) Check(parameter, body);
    }

    private void CheckWorkflow()
    {
        foreach (var (written, instead) in WorkflowOptions.Mistakes(method)) Report(WorkflowDiagnostics.Option, name, written, instead);
    }

    private void CheckResult()
    {
        var type = method.RefKind != RefKind.None ? null
            : _isWorkflow ? ResultModel.OfWorkflow(method.ReturnType) : KernelType.Of(method.ReturnType);
        if (method.ReturnType.TypeKind == TypeKind.Error) CanLaunch = false;
        else if (isSimt) Refuse("It runs as a grid of threads: let each write its part of the result to an array.");
        else if (type is null || (type is ArrayType && !_isWorkflow))
            Refuse(_isWorkflow ? "Return void, numbers, structs of numbers, new arrays of numbers, or tuples of these."
                : "Return void, numbers or structs of numbers, and write arrays to a parameter.");
        else if (LaunchProblem(method.ReturnType, type) is { } problem) Refuse($"The launch class cannot return it: {problem}.");
        else Result = new(new LaunchNames(method.Parameters.Select(p => p.Name)).Free("result"), type);

        void Refuse(string hint) =>
            Report(KernelDiagnostics.ReturnsValue, ReturnType(), method.Name, method.ReturnType.ToDisplayString(), hint);
    }

    private void Check(IParameterSymbol parameter, Lazy<IOperation?> body)
    {
        var place = parameter.DeclaringSyntaxReferences is [var reference] ? DiagnosticPlace.Of(reference.GetSyntax()) : name;
        var isReference = parameter.RefKind is RefKind.Ref or RefKind.Out && !isSimt && !_isWorkflow
            && ArrayType.ElementOf(parameter.Type) is null;
        if (parameter.IsParams || (parameter.RefKind != RefKind.None && !isReference))
        {
            Report(KernelDiagnostics.ByReference, place, parameter.Name, parameter.IsParams ? "params" : Keyword(parameter.RefKind));
            return;
        }

        if (KernelType.Of(parameter.Type, out var problem) is not { } type)
        {
            // The compiler has told about types that it does not know.
            if (parameter.Type.TypeKind == TypeKind.Error) CanLaunch = false;
            else if (problem.Length > 0 || ElementProblem(parameter.Type, out problem))
                Report(KernelDiagnostics.StructParameter, place, parameter.Name, parameter.Type.ToDisplayString(), problem);
            else Report(KernelDiagnostics.ParameterType, place, parameter.Name, parameter.Type.ToDisplayString());
        }
        else if ((LaunchProblem(parameter.Type, type) ?? (isReference ? (type as StructType)?.LayoutProblem : null)) is { } reason)
        {
            Report(KernelDiagnostics.StructParameter, place, parameter.Name, parameter.Type.ToDisplayString(), reason);
        }
        else if (_isWorkflow && type is ArrayType and not { Element: ScalarType, IsTensor: false })
        {
            Report(WorkflowDiagnostics.ArrayKind, place, parameter.Name, parameter.Type.ToDisplayString());
        }
        else if (type is not ArrayType { IsTensor: true } array)
        {
            Parameters.Add(new(parameter.Name, type) { Modifier = isReference ? Keyword(parameter.RefKind) + " " : "" });
        }
        else if (TensorRank.Find(parameter, body.Value, out problem) is { } rank)
        {
            Parameters.Add(new(parameter.Name, array with { Rank = rank }));
        }
        else
        {
            Report(KernelDiagnostics.UnknownRank, place, parameter.Name, problem);
        }
    }

    private static bool ElementProblem(ITypeSymbol type, out string problem)
    {
        problem = "";
        return ArrayType.ElementOf(type) is { } element && KernelType.Of(element, out problem) is null && problem.Length > 0;
    }

    // Launch code names the type and takes its fields from where they lie.
    private static string? LaunchProblem(ITypeSymbol symbol, KernelType type)
    {
        var element = ArrayType.ElementOf(symbol) ?? symbol;
        if (element is INamedTypeSymbol { IsTupleType: false } named && IsHidden(named))
            return $"'{named.Name}' is private: make it internal, for the launch class to name it";
        return type is ArrayType { Element: StructType { LayoutProblem: { } problem } } ? problem : LayoutProblem(type);
    }

    // Tuples are taken apart, field by field.
    private static string? LayoutProblem(KernelType type) => type is not StructType { IsTuple: var isTuple } fields ? null
        : isTuple ? fields.Fields.AsEnumerable().Select(f => LayoutProblem(f.Type)).FirstOrDefault(p => p is not null)
        : fields.LayoutProblem;

    private static bool IsHidden(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return true;
        return false;
    }

    private void Report(DiagnosticDescriptor descriptor, DiagnosticPlace place, params string[] arguments)
    {
        Diagnostics.Add(new(descriptor, place, arguments));
        CanLaunch = false;
    }

    private DiagnosticPlace ReturnType() => syntax is MethodDeclarationSyntax declared ? DiagnosticPlace.Of(declared.ReturnType) : name;

    private string? BodyProblem() =>
        method.IsAsync ? "async"
        : method.IsExtern ? "extern"
        : syntax is MethodDeclarationSyntax { Body: null, ExpressionBody: null } ? "without a body"
        : null;

    private static string Keyword(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        RefKind.In => "in",
        _ => "ref readonly",
    };
}
