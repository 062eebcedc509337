;;; test.el --- the copy desk in Emacs, by eglot  -*- lexical-binding: t -*-

;; `emacs -Q' hides Debian's packages; a user's Emacs finds them by itself.
(require 'package)
(setq package-user-dir (make-temp-file "elpa" t))
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'ert)
(require 'flymake)
(require 'eglot)

(defun desk-recipe ()
  "The first lines of Lisp in editors/README.md."
  (with-temp-buffer
    (insert-file-contents "~/copydesk/editors/README.md")
    (re-search-forward "^```elisp\n\\(\\(?:.*\n\\)*?\\)```$")
    (match-string 1)))

(with-temp-buffer
  (insert (desk-recipe))
  (eval-buffer))
(setq eglot-sync-connect 30
      eglot-connect-timeout 60
      eglot-confirm-server-initiated-edits nil
      flymake-no-changes-timeout 0.1)

(defun desk-wait (what condition)
  "Wait until CONDITION holds; WHAT it is, is told if it never does."
  (with-timeout (30 (error "Waited in vain for %s" what))
    (while (not (funcall condition))
      (accept-process-output nil 0.02))))

(defun desk-findings ()
  "The words that findings stand at, in their order."
  (mapcar (lambda (found)
            (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found)))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun desk-wait-findings (expected)
  "Wait until the findings stand at the EXPECTED words."
  (desk-wait (format "findings at %S" expected)
             ;; Flymake asks when a command has ended or time goes by; here nothing does.
             (lambda ()
               (flymake-start)
               (equal (desk-findings) expected))))

(defconst desk-allow "<!-- copydesk: allow unclosed-quote -->")

(ert-deftest desk ()
  (let ((file (expand-file-name "draft.md" (make-temp-file "desk" t))))
    (with-temp-file file
      (insert "# Élan 👍🏽 rose\n\n" desk-allow "\n\n“We lost 👍🏽 it,” said Ana Ruiz. Ruiz left.\n"))
    (with-current-buffer (find-file-noselect file)
      (should (derived-mode-p 'copydesk-mode))
      ;; Eglot connects when the command that opened the file has ended.
      (run-hooks 'post-command-hook)
      (desk-wait "the server" #'eglot-managed-p)
      (desk-wait-findings (list desk-allow))

      ;; Eglot counts in UTF-16: what stands behind an emoji is at its place too.
      (goto-char (point-min))
      (insert "👍🏽 é\n\n")
      (search-forward "rose")
      (insert " " desk-allow)
      (eglot--signal-textDocument/didChange)
      (desk-wait-findings (list desk-allow desk-allow))

      (goto-char (point-min))
      (search-forward desk-allow)
      (goto-char (match-beginning 0))
      (let* ((action (seq-find (lambda (action) (plist-get action :isPreferred))
                               (eglot-code-actions (point) (1+ (point)) "quickfix"))))
        (should action)
        (eglot--apply-workspace-edit (plist-get action :edit)))
      (eglot--signal-textDocument/didChange)
      (desk-wait-findings (list desk-allow))

      (goto-char (point-min))
      (search-forward "Ruiz left")
      (goto-char (match-beginning 0))
      (eglot-rename "Reyes")
      (should (string-match-p "Ana Reyes. Reyes left" (buffer-string)))

      (let ((process (jsonrpc--process (eglot-current-server))))
        (set-buffer-modified-p nil)
        (kill-buffer)
        (desk-wait "the end of the server" (lambda () (not (process-live-p process))))))))

;;; test.el ends here
