;;; Opens files in Emacs with the settings of docs/editors.md, and prints the state of its buffers as JSON:
;;;   emacs --batch -l editors/try/emacs.el          -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'json)
;; The output is in UTF-8 in every locale.
(setq locale-coding-system 'utf-8)
;; Where Eglot is a package.
(package-initialize)

(defun try-section (name)
  "The code of the section NAME of docs/editors.md."
  (with-temp-buffer
    (insert-file-contents "docs/editors.md")
    (re-search-forward (concat "^## " name "$"))
    (narrow-to-region (point) (progn (re-search-forward "^## ") (point)))
    (goto-char (point-min))
    (let (blocks)
      (while (re-search-forward "^```elisp\n\\(\\(?:.*\n\\)*?\\)```$" nil t)
        (push (match-string 1) blocks))
      (apply #'concat (reverse blocks)))))

(defun try-wait (what is-there)
  "Wait until IS-THERE returns something, and return it."
  (let ((end (+ (float-time) 20)) found)
    (while (not (setq found (funcall is-there)))
      (when (> (float-time) end)
        (error "No %s" what))
      (accept-process-output nil 0.02))
    found))

(defun try-findings ()
  "The findings: rule, line, columns in characters, all from 0."
  (vconcat
   (mapcar
    (lambda (found)
      (save-excursion
        (let ((begin (flymake-diagnostic-beg found))
              (end (flymake-diagnostic-end found))
              (text (flymake-diagnostic-text found)))
          (goto-char begin)
          (list :message text
                :line (1- (line-number-at-pos))
                :start (- begin (line-beginning-position))
                :end (- end (line-beginning-position))))))
    (flymake-diagnostics))))

(defun try-open (folder name &rest lines)
  "Open the file NAME with LINES, and wait for the findings."
  (let ((file (expand-file-name name folder)) (coding-system-for-write 'utf-8))
    (write-region (concat (string-join lines "\n") "\n") nil file nil 'quiet)
    (find-file file)
    ;; Eglot starts after the command that opens a file.
    (run-hooks 'post-command-hook)
    (try-wait "server" #'eglot-managed-p)
    (run-hooks 'post-command-hook)
    (flymake-start)
    (try-wait "findings" #'flymake-diagnostics)))

(defun try-go (part)
  "Go to the first place of PART."
  (goto-char (point-min))
  (search-forward part)
  (goto-char (match-beginning 0)))

(defun try-hover (part)
  "The text that ElDoc shows at PART."
  (try-go part)
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (substring-no-properties (try-wait "hover" (lambda () shown)))))

(defun try-fix (part rule)
  "Apply the first offer of the quick fixes at PART, and wait until RULE has no finding."
  (try-go part)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt choices &optional _predicate _match _initial _history default &rest _)
               (or (if (consp default) (car default) default) (caar choices))))
            ;; As after a key, and not after a click.
            (last-nonmenu-event t))
    (eglot-code-actions (point) (+ (point) (length part)) "quickfix" t))
  (eglot--signal-textDocument/didChange)
  (try-wait "new findings"
            (lambda ()
              (cl-notany (lambda (found) (string-match-p rule (flymake-diagnostic-text found)))
                         (flymake-diagnostics)))))

(defun try-complete (part typed label)
  "Type TYPED after PART, and take the completion LABEL; return all of them."
  (try-go part)
  (forward-char (length part))
  (insert typed)
  (let* (labels
         (completion-in-region-function
          ;; As a plugin that shows a menu.
          (lambda (begin end table &optional predicate)
            (setq labels (mapcar #'substring-no-properties
                                 (all-completions (buffer-substring begin end) table predicate)))
            (let ((chosen (car (member label (all-completions (buffer-substring begin end) table predicate)))))
              (unless chosen
                (error "%s is not in %S" label labels))
              ;; It takes the properties away in Emacs 28.
              (completion--replace begin end (copy-sequence chosen))
              (funcall (plist-get completion-extra-properties :exit-function) chosen 'finished)))))
    (completion-at-point)
    (vconcat labels)))

(defun try-lines ()
  "The lines of the buffer."
  (vconcat (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n" t)))

(with-temp-buffer
  (insert (try-section "Emacs"))
  (eval-buffer))
(require 'eglot)
(setq eglot-confirm-server-initiated-edits nil)

(let ((folder (make-temp-file "comfilter" t)) (result (list :version emacs-version)))
  (cl-flet ((keep (&rest pairs) (setq result (append result pairs))))
    (try-open folder "jobs.py"
              "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27PENDING%27\")"
              "é = '😀'; get(base + '/compute-ops-mgmt/v1/jobs', params={'filter': \"\"})"
              "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=%20state%20eq%20\")")
    (keep :python-findings (try-findings)
          :python-hover (try-hover "state%20=="))
    (try-fix "==" "foreign-operator")
    (keep :python-labels (try-complete "'filter': \"" "sta" "state"))
    (insert " eq ")
    (try-complete "'filter': \"state eq " "" "'ERROR'")
    ;; Eglot 1.9 completes in an encoded filter only after a quote.
    (keep :python-encoded (try-complete "filter=%20state%20eq%20" "'" "'PENDING'"))
    (keep :python-lines (try-lines))
    (try-open folder "jobs.comfilter"
              "# é😀" "name eq 'é😀' and state == 'ERROR'" "" "(state   eq 'ERROR')   or name eq  'x'")
    (keep :comfilter-findings (try-findings)
          :comfilter-hover (try-hover "state   eq"))
    (try-fix "==" "foreign-operator")
    (eglot-format-buffer)
    (keep :comfilter-labels (try-complete "or name eq 'x'" " and resource/" "resource/id"))
    (insert " eq 'é' or state eq ")
    (try-complete "'é' or state eq " "'PE" "'PENDING'")
    (keep :comfilter-lines (try-lines)))
  (cl-loop for buffer in (buffer-list)
           when (buffer-file-name buffer)
           do (with-current-buffer buffer (set-buffer-modified-p nil)))
  (delete-directory folder t)
  (princ (concat (json-encode result) "\n")))
